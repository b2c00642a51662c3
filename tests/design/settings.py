"""The product's settings with the catalogue of the interface in place of its pages."""

from pathlib import Path

from config.settings import *  # noqa: F403
from config.settings import STATIC_URL, TEMPLATES  # noqa: F401

DEBUG = True
ROOT_URLCONF = "tests.design.urls"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "pages")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
