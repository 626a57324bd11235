"""Addresses of the proofs: traces, facts, sources."""

from django.urls import path

from autan.evidence.figures.views import library, proofs

app_name = "evidence"
urlpatterns = [
    path("preuves/<str:figure_id>/", proofs.trace, name="trace"),
    path("glossaire/", proofs.glossary, name="glossary"),
    path("faits/", proofs.facts, name="facts"),
    path("faits/<str:fact_id>/", proofs.fact, name="fact"),
    path("sources/", proofs.sources, name="sources"),
    path("sources/<str:slug>/", proofs.source, name="source"),
    path("bibliotheque/", library.library, name="library"),
    path("bibliotheque/ajouter/", library.add, name="library_add"),
    path("bibliotheque/<slug:slug>/", library.resource, name="resource"),
    path("bibliotheque/<slug:slug>/recommander/", library.recommend, name="library_recommend"),
]
