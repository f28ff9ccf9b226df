"""The addresses of the board, and of the figures that everybody may see."""

from django.urls import path

from haicap.web.board import (
    behind,
    commune,
    distance,
    measures,
    national,
    province,
    side_by_side,
)

urlpatterns = [
    path("figures/", national.figures, name="figures"),
    path("figures/measures", measures.measures, name="figures-measures"),
    path("figures/declared", side_by_side.declared, name="figures-declared"),
    path("board/", national.board, name="board"),
    path("board/provinces/<str:code>", province.province, name="board-province"),
    path("board/communes/<str:code>", commune.commune, name="board-commune"),
    path("board/distance", distance.country, name="board-distance"),
    path("board/distance/<str:code>", distance.province, name="board-distance-province"),
    path("board/dossiers", behind.dossiers, name="board-dossiers"),
]
