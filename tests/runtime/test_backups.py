"""Everything that cannot be made again, in one file."""

import stat
import tarfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from team.models import Brand
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_back_database_pictures_and_secrets(settings, tmp_path):
    settings.DATA = tmp_path / "data"
    for folder, text in (("media", "picture"), ("secrets", "key")):
        (settings.DATA / folder).mkdir(parents=True)
        (settings.DATA / folder / "file").write_text(text)
    factories.make_brand(name="Maison Lune", slug="maison-lune")

    call_command("backup", str(tmp_path / "saved.tar.gz"))
    Brand.objects.update(name="Lost")
    (settings.DATA / "media" / "file").write_text("lost")
    connection.close()
    call_command("restore", str(tmp_path / "saved.tar.gz"), "--yes")

    assert list(Brand.objects.values_list("name", flat=True)) == ["Maison Lune"]
    assert (settings.DATA / "media" / "file").read_text() == "picture"
    assert stat.S_IMODE((tmp_path / "saved.tar.gz").stat().st_mode) == 0o600


def test_a_restore_is_not_done_without_saying_so(tmp_path):
    with pytest.raises(CommandError, match="Say --yes"):
        call_command("restore", str(tmp_path / "any"))


def test_what_is_no_backup_is_refused_before_anything_is_touched(settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "not.tar.gz").write_text("hello")
    with pytest.raises(CommandError, match="not a backup that can be read"):
        call_command("restore", str(tmp_path / "not.tar.gz"), "--yes")

    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "not.tar.gz", "hello")
    with pytest.raises(CommandError, match="not a backup of Tribu"):
        call_command("restore", str(tmp_path / "other.tar.gz"), "--yes")
