"""The application, and the base of all the others."""

from importlib.util import find_spec

from django.apps import AppConfig


class Room(AppConfig):
    """A room of the house: makes its facts known when the program starts."""

    def ready(self) -> None:
        if find_spec(f"{self.name}.facts") is not None:
            __import__(f"{self.name}.facts")


class CommonConfig(Room):
    """Refusals, text folding; no models."""

    name = "haicap.common"
