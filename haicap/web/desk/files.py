"""The files of a dossier, for those who may see it."""

from io import BytesIO

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from haicap.accounts.models import User
from haicap.common.errors import NotFound
from haicap.dossiers import reading
from haicap.papers import actions as papers
from haicap.web.desk.door import officer

# Browsers show these themselves; the content was looked at when it was stored.
SHOWN = ("application/pdf", "image/jpeg", "image/png")


@officer
def file(request: HttpRequest, user: User, number: str, pk: int) -> HttpResponseBase:
    """
    Give a file as what it is; nothing in it can run, and no cache keeps it.

    :raises NotFound: if the dossier has no such file, or is not for this person to see
    """
    detail = reading.detail_of(reading.by_number(number, user))
    found = next((each for each in detail.attachments if each.pk == pk), None)
    if found is None:
        raise NotFound(what="file", value=pk)
    kept = found.file
    response = FileResponse(
        BytesIO(papers.read(kept)),
        as_attachment=kept.media_type not in SHOWN,
        filename=found.name,
        content_type=kept.media_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
