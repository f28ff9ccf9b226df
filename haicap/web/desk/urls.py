"""The addresses of the desk."""

from django.urls import path

from haicap.web.desk import (
    dossier,
    files,
    introductions,
    papers,
    reception,
    slips,
    specimens,
    unresolved,
    work,
)

urlpatterns = [
    path("desk/", work.desk, name="desk"),
    path("desk/take", work.take, name="desk-take"),
    path("desk/unresolved", unresolved.unresolved, name="desk-unresolved"),
    path("desk/receive", reception.receive, name="desk-receive"),
    path("desk/dossiers/<str:number>", dossier.dossier, name="desk-dossier"),
    path("desk/dossiers/<str:number>/slip", slips.slip, name="desk-slip"),
    path(
        "desk/dossiers/<str:number>/control-sheet",
        slips.control_sheet,
        name="desk-control-sheet",
    ),
    path("desk/dossiers/<str:number>/papers", papers.of_dossier, name="desk-print"),
    path("desk/papers", papers.of_centre, name="desk-papers"),
    path("desk/papers/<str:code>", papers.paper, name="desk-paper"),
    path("desk/dossiers/<str:number>/files/<int:pk>", files.file, name="desk-file"),
    path("desk/specimens/", specimens.specimens, name="specimens"),
    path("desk/specimens.csv", specimens.as_csv, name="specimens-csv"),
    path("desk/specimens/add", specimens.add, name="specimen-add"),
    path("desk/specimens/compare", specimens.compare, name="specimen-compare"),
    path("desk/specimens/<int:pk>", specimens.specimen, name="specimen"),
    path("desk/specimens/<int:pk>/image", specimens.image, name="specimen-image"),
    path("desk/introductions/", introductions.introductions, name="introductions"),
    path("desk/introductions/<int:pk>", introductions.introduction, name="introduction"),
    path("desk/introduce/<str:code>", introductions.introduce, name="introduce"),
    path("desk/dossiers/<str:number>/do/<slug:code>", dossier.act, name="desk-act"),
]
