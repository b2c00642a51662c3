"""How much of an uploaded file is kept while it comes in."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Bounded(FileUploadHandler):
    """Lets files through to the disk up to the weight of the heaviest film; of a heavier one only its size is kept.

    Whoever takes it in then refuses it by that size, in a sentence.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.came = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The piece for the next handler; None for what is too much."""
        self.came += len(raw_data)
        return raw_data if self.came <= self.most else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """A file without content in the place of what is too heavy."""
        if self.came <= self.most:
            return None
        return UploadedFile(BytesIO(), self.file_name, self.content_type, self.came, self.charset, self.content_type_extra)

    @property
    def most(self) -> int:
        """Bytes of one file; a little more than what is taken, so that the refusal is the same."""
        return settings.FILM_MB * 1_000_000 + 1
