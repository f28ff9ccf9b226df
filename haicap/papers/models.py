"""Files: kept once by content, private, with what they really are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class File(models.Model):
    """
    The bytes of a paper, kept under their SHA-256; the same bytes are kept once.

    ``media_type`` is what the content is, not what its name says.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    media_type = models.CharField(_("media type"), max_length=60)
    stored_at = models.DateTimeField(_("stored at"))

    def __str__(self) -> str:
        return self.sha256[:12]
