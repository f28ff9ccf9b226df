"""The database of this process, for sessions beside Django's own."""

from urllib.parse import quote, urlencode

from django.db import connection


def conninfo() -> str:
    """Give its address, as libpq reads it."""
    said = connection.get_connection_params()
    kept = ("host", "port", "user", "password", "sslmode")
    parts = {name: str(said[name]) for name in kept if said.get(name)}
    return f"postgresql:///{quote(said['dbname'])}?{urlencode(parts)}"
