"""The addresses of the portal."""

from django.urls import path

from haicap.web.portal import (
    answer,
    browse,
    drafts,
    pages,
    people,
    places,
    read,
    standing,
    track,
)

urlpatterns = [
    path("", browse.home, name="home"),
    path("find", browse.find, name="find"),
    path("events/<slug:slug>", browse.event, name="event"),
    path("procedures/<str:key>", read.procedure, name="procedure"),
    path("units/find", places.find_unit, name="find-unit"),
    path("units/<str:code>", places.unit, name="unit"),
    path(
        "units/<str:code>/classification",
        standing.classification,
        name="unit-classification",
    ),
    path("units/<str:code>/villages", standing.villages_of, name="unit-villages"),
    path("address", places.address, name="address"),
    path("track", track.track, name="track"),
    path("t/<str:number>/<str:secret>", track.by_slip, name="by-slip"),
    path("mine", track.mine, name="mine"),
    path("submit/<slug:key>", drafts.start, name="submit"),
    path("drafts/<uuid:key>/discard", drafts.discard, name="discard"),
    path("drafts/<uuid:key>/<slug:slug>", drafts.step, name="draft-step"),
    path("dossiers/<str:number>", track.dossier, name="dossier"),
    path("dossiers/<str:number>/receipt", track.receipt, name="receipt"),
    path("dossiers/<str:number>/files/<int:pk>", track.file, name="dossier-file"),
    path("dossiers/<str:number>/supplement", answer.supplement, name="supplement"),
    path("dossiers/<str:number>/pay", answer.pay, name="pay"),
    path("dossiers/<str:number>/withdraw", answer.withdraw, name="withdraw"),
    path("dossiers/<str:number>/rate", answer.rate, name="rate"),
    path("sign-up", people.sign_up, name="sign-up"),
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
