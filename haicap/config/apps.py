"""The console in the place of Django's admin."""

from django.contrib.admin.apps import AdminConfig


class ConsoleConfig(AdminConfig):
    """Django's admin with our own site."""

    default_site = "haicap.common.console.Console"
