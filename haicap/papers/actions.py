"""Keeping files."""

import hashlib
from datetime import datetime
from typing import IO

import filetype
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.papers.models import File

MAX_BYTES = 10 * 1024 * 1024
MEDIA_TYPES = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/heic": ".heic",
}


def path_of(file: File) -> str:
    """Where the storage keeps the bytes."""
    return f"{file.sha256[:2]}/{file.sha256}{MEDIA_TYPES[file.media_type]}"


@transaction.atomic
def store(content: IO[bytes], *, field: str = "file", at: datetime) -> File:
    """
    Keep the bytes, once however often they come.

    :raises Invalid: if it is empty, above 10 MB, or not a PDF, JPEG, PNG or HEIC; what
        counts is the content, not the name
    """
    data = content.read(MAX_BYTES + 1)
    if not data:
        raise Invalid(field, _("The file is empty."))
    if len(data) > MAX_BYTES:
        raise Invalid(field, _("The file is larger than 10 MB."))
    guessed = filetype.guess_mime(data)
    if guessed not in MEDIA_TYPES:
        raise Invalid(field, _("Only PDF, JPEG, PNG and HEIC files can be taken."))
    file, is_new = File.objects.get_or_create(
        sha256=hashlib.sha256(data).hexdigest(),
        defaults={"size": len(data), "media_type": guessed, "stored_at": at},
    )
    # The bytes first reach the disk, then the row is committed: a row without its bytes
    # cannot be, bytes without a row do no harm.
    if is_new or not default_storage.exists(path_of(file)):
        default_storage.save(path_of(file), ContentFile(data))
    return file


def read(file: File) -> bytes:
    """Give the bytes back."""
    with default_storage.open(path_of(file), "rb") as kept:
        return bytes(kept.read())
