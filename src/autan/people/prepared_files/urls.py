"""Addresses of the files that one asked for."""

from django.urls import path

from autan.people.prepared_files import views

app_name = "prepared_files"
urlpatterns = [
    path("mes-fichiers/", views.files, name="files"),
    path("mes-fichiers/avancement/", views.progress, name="progress"),
    path("mes-fichiers/<uuid:key>/", views.download, name="download"),
]
