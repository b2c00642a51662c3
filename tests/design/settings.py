"""The product's settings with the catalogue of the interface before its pages."""

from copy import deepcopy
from pathlib import Path

from config import settings as product
from config.settings import *  # noqa: F403

DEBUG = True
ROOT_URLCONF = "tests.design.urls"
TEMPLATES = deepcopy(product.TEMPLATES)
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "pages")
STORAGES = product.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
