from django.apps import AppConfig


class LibConfig(AppConfig):
    """Makes the template tags of `lib` loadable; it has no models."""

    name = "lib"
