"""What a reorganisation left to people: dossiers of which somebody says where they belong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from haicap.accounts.models import User
from haicap.dossiers import reading
from haicap.web.desk.door import frame, officer

PAGE = 50


@officer
def unresolved(request: HttpRequest, user: User) -> HttpResponse:
    """List what waits for the reader, with the reason and the candidates."""
    moves = reading.unresolved(user)
    today = timezone.localdate()
    context = {
        **frame(user, "unresolved"),
        "count": moves.count(),
        "rows": [
            {
                "move": move,
                "number": move.dossier.number,
                "candidates": move.named_candidates(today),
            }
            for move in moves[:PAGE]
        ],
    }
    return render(request, "desk/unresolved.html", context)
