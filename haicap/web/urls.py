"""The addresses of the faces: each face has its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("haicap.web.api.api")),
    path("", include("haicap.web.portal.urls")),
    path("", include("haicap.web.desk.urls")),
    path("", include("haicap.web.board.urls")),
]
