"""Every address of the program."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("haicap.web.urls")),
    path("console/", admin.site.urls),
]

handler400 = "haicap.web.errors.bad_request"
handler403 = "haicap.web.errors.not_allowed"
handler404 = "haicap.web.errors.not_found"
handler500 = "haicap.web.errors.broken"
