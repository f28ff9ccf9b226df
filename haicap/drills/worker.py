"""A process that carries out batches; it starts without Django and sets it up itself."""

import os
import pickle
import threading
import time
from typing import Any

_given: dict[str, Any] = {}


def begin(packed: bytes) -> None:
    """Set up the process: the models are needed for their names, not for the database."""
    import django  # noqa: PLC0415 (a new process knows nothing yet)

    django.setup()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _given.update(pickle.loads(packed))  # noqa: S301 (from our own parent)


def work(number: int) -> Any:
    """Carry out one batch of the drill that was given."""
    from haicap.drills.pour import carry_out  # noqa: PLC0415 (after the setup)

    props = _given["props"]
    return carry_out(props.odds.plan.parts[number], props, _given["order"])


def _end_with(parent: int) -> None:
    """End when the parent was killed: its successor makes processes of its own."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
