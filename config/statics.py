"""How static files are kept: each under a name that tells its content, so that browsers may keep it for ever."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]


class Storage(CompressedManifestStaticFilesStorage):
    """Also what our own scripts import is asked for by such a name: after an upgrade nobody mixes old and new."""

    patterns = (*HashedFilesMixin.patterns, ("js/*.js", IMPORTS))
