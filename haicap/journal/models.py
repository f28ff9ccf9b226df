"""The rows of the journal. They hold no foreign keys: nothing may die with them."""

from django.db import models
from django.db.models import BigIntegerField, Func, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _


def transaction_id() -> Cast:
    """
    The 64-bit number of the running transaction: what readers order by.

    Migration 0003 makes the column's default this number plus the ``Shift``.
    """
    current = Func(function="pg_current_xact_id", output_field=TextField())
    return Cast(Cast(current, TextField()), BigIntegerField())


class Entry(models.Model):
    """
    One fact. The database refuses to change or delete it.

    ``about`` names what it is about (``dossier:12``); ``at`` is the legal moment and
    ``recorded_at`` the moment it was written down; ``hash`` is SHA-256 over all that.
    ``(xid, id)`` is the order readers follow: a smaller id may be committed later.
    """

    kind = models.CharField(_("kind"), max_length=60)
    about = models.CharField(_("about"), max_length=80)
    agency_id = models.BigIntegerField(_("agency"), null=True)
    by_id = models.BigIntegerField(_("by"), null=True)
    at = models.DateTimeField(_("at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    data = models.JSONField(_("data"))
    hash = models.BinaryField(_("hash"), max_length=32)
    xid = models.BigIntegerField(
        _("transaction"), db_default=transaction_id(), editable=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["xid", "id"], name="entry_commit_order"),
            models.Index(fields=["about", "id"], name="entry_about"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.about}"


class Seal(models.Model):
    """
    A link of the chain: the hash of the seal before and of the entries since.

    Entries are sealed in commit order by a follower, so that writers never wait for one
    another at the head of a chain.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)  # no gaps
    count = models.PositiveIntegerField(_("entries"))
    last_xid = models.BigIntegerField(_("last transaction"))
    last_id = models.BigIntegerField(_("last entry"))
    sealed_at = models.DateTimeField(_("sealed at"))
    hash = models.BinaryField(_("hash"), max_length=32)

    def __str__(self) -> str:
        return f"{self.number} ({self.count})"

    def position(self) -> tuple[int, int]:
        """The place of its last entry in commit order."""
        return self.last_xid, self.last_id


class Cursor(models.Model):
    """How far a follower has read; moved in the transaction of its work."""

    name = models.CharField(_("name"), max_length=60, primary_key=True)
    xid = models.BigIntegerField(_("transaction"), default=0)
    entry_id = models.BigIntegerField(_("entry"), default=0)

    def __str__(self) -> str:
        return self.name

    def position(self) -> tuple[int, int]:
        """The place in commit order of the last entry that was handled."""
        return self.xid, self.entry_id


class Shift(models.Model):
    """
    What is added to the server's transaction numbers; one row, nought where it was born.

    A journal that is restored into another server would otherwise find that its own
    entries are of the future (``actions.adopt``).
    """

    by = models.BigIntegerField(_("by"), default=0)

    def __str__(self) -> str:
        return str(self.by)


class Command(models.Model):
    """
    A command that a client may repeat, and the answer that it got.

    The answer holds ids and numbers only. ``digest`` is over what was asked: the same
    key with another request is refused, not answered.
    """

    by_id = models.BigIntegerField(_("by"))
    key = models.CharField(_("key"), max_length=80)
    name = models.CharField(_("command"), max_length=60)
    digest = models.CharField(_("digest"), max_length=64)
    answer = models.JSONField(_("answer"), null=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by_id", "key"], name="command_once"),
        ]

    def __str__(self) -> str:
        return self.key
