"""The addresses of the desk."""

from django.urls import path

from haicap.web.desk import dossier, files, reception, slips, unresolved, work

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
    path("desk/dossiers/<str:number>/files/<int:pk>", files.file, name="desk-file"),
    path("desk/dossiers/<str:number>/do/<slug:code>", dossier.act, name="desk-act"),
]
