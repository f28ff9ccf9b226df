"""The door for the application server."""

import logging
import os
from threading import Timer

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
application = get_wsgi_application()


def _warm() -> None:
    from django.db import connection  # noqa: PLC0415

    from haicap.web.board import counts  # noqa: PLC0415

    try:
        counts.warm()
    except Exception:
        # Whoever asks for the board is told what is wrong; the server must start.
        logging.getLogger(__name__).exception("the board was not warmed")
    finally:
        connection.close()


# A little later, so that it takes nothing from who asks first.
_warming = Timer(10.0, _warm)
_warming.daemon = True
_warming.start()
