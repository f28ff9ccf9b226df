"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class AccountsConfig(Room):
    """Names the room in the console."""

    name = "haicap.accounts"
    verbose_name = _("Accounts")
