"""A person's own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from lib.pages import answer, sent
from team.access import PersonRequest, signed_in
from team.forms import ProfileForm
from team.models import User


@signed_in
def profile(request: PersonRequest) -> HttpResponse:
    """Name, language, zone, theme, notices, and the ways to everything about signing in."""
    person = User.objects.get(pk=request.user.pk)  # the frame goes on showing the person as they are
    form = ProfileForm(sent(request), instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(person.language):
            messages.success(request, _("Your profile is saved."))
        return redirect("profile")
    places = person.memberships.select_related("brand").order_by("brand__name")
    context = {"form": form, "places": places}
    return answer(request, "team/profile.html", context, status=422 if form.errors else 200)
