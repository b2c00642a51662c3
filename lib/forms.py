"""How forms are drawn: label, control, help and error in the product's own shape."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.name.as_field_group }}` draw with `_form.html` and `_field.html`."""

    form_template_name = "_form.html"
    field_template_name = "_field.html"
