"""Addresses of the files of answers of a campaign."""

from django.urls import path

from autan.survey.formats import views

app_name = "formats"
urlpatterns = [
    path("enquetes/<slug:slug>/telecharger/", views.downloads, name="downloads"),
    path("enquetes/<slug:slug>/telecharger/fichiers-joints/", views.attachments, name="attachments"),
    path("enquetes/<slug:slug>/telecharger/<slug:suffix>/", views.download, name="download"),
    path("enquetes/<slug:slug>/telecharger/<slug:suffix>/preparer/", views.prepare, name="prepare"),
    path("enquetes/<slug:slug>/lire-un-fichier/", views.imports, name="imports"),
]
