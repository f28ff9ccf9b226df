"""The addresses of the portal."""

from django.urls import path

from haicap.web.portal import browse, pages, people, places, read

urlpatterns = [
    path("", browse.home, name="home"),
    path("find", browse.find, name="find"),
    path("events/<slug:slug>", browse.event, name="event"),
    path("procedures/<str:key>", read.procedure, name="procedure"),
    path("units/find", places.find_unit, name="find-unit"),
    path("units/<str:code>", places.unit, name="unit"),
    path("address", places.find_unit, name="address"),
    path("track", browse.find, name="track"),
    path("sign-up", people.me, name="sign-up"),
    path("centres", places.centres, name="centres"),
    path("sign-in", people.SignIn.as_view(), name="sign-in"),
    path("sign-out", people.SignOut.as_view(), name="sign-out"),
    path("me", people.me, name="me"),
    path("help", pages.help_page, name="help"),
    path("accessibility", pages.accessibility, name="accessibility"),
    path("privacy", pages.privacy, name="privacy"),
    path("ping", pages.ping, name="ping"),
    path("healthz", pages.healthz, name="healthz"),
]
