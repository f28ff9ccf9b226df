"""The application, and the base of all the others."""

from importlib.util import find_spec

from django.apps import AppConfig


class Room(AppConfig):
    """A room of the house: makes its facts known when the program starts."""

    # Django takes the one class of apps.py that is not marked so, and this one is imported
    # there by every room.
    default = False

    def __init_subclass__(cls) -> None:
        cls.default = True

    def ready(self) -> None:
        if find_spec(f"{self.name}.facts") is not None:
            __import__(f"{self.name}.facts")


class CommonConfig(Room):
    """Refusals, text folding; no models."""

    name = "haicap.common"
