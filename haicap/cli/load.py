"""Loading the bundled data: each room's, from the ground up."""

from collections.abc import Callable

from django.utils.module_loading import import_string

# In the order of the floors; every loader may run again and then changes nothing.
LOADERS: list[tuple[str, str]] = [
    ("law", "haicap.law.load.load"),
    ("procedures", "haicap.procedures.load.load"),
]


def load_everything(*, quiet: bool = False) -> None:
    """Load what is not there yet; shows a line for each part unless quiet."""
    for name, path in LOADERS:
        load: Callable[[], int] = import_string(path)
        count = load()
        if not quiet:
            print(f"{name}: {count}")
