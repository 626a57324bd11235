"""Addresses of the files of answers of a campaign."""

from django.urls import path

from autan.survey.formats.views import exchange

app_name = "formats"
urlpatterns = [
    path("enquetes/<slug:slug>/telecharger/", exchange.downloads, name="downloads"),
    path("enquetes/<slug:slug>/telecharger/<slug:suffix>/", exchange.download, name="download"),
    path("enquetes/<slug:slug>/telecharger/<slug:suffix>/preparer/", exchange.prepare, name="prepare"),
    path("enquetes/<slug:slug>/lire-un-fichier/", exchange.imports, name="imports"),
]
