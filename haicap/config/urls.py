"""Every address of the program."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

admin.site.site_header = admin.site.site_title = _("Haicap console")
admin.site.index_title = _("Reference data and cases")
admin.site.site_url = "/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("haicap.web.urls")),
    path("console/", admin.site.urls),
]

handler400 = "haicap.web.errors.bad_request"
handler403 = "haicap.web.errors.not_allowed"
handler404 = "haicap.web.errors.not_found"
handler500 = "haicap.web.errors.broken"
