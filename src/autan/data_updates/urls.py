"""Addresses of the open data that are held and brought in.

They keep the names that they had in the room `observatory`: `project/urls.py` puts them together under it.
"""

from django.urls import path

from autan.data_updates.views import data_files, open_data, refresh_runs

urlpatterns = [
    path("donnees-ouvertes/", open_data.open_data, name="open-data"),
    path("donnees-ouvertes/livrees/", open_data.take_shipped, name="take-shipped"),
    path("donnees-ouvertes/services/<slug:slug>/", refresh_runs.start, name="refresh-start"),
    path("donnees-ouvertes/services/<slug:slug>/avancement/", refresh_runs.progress, name="refresh-progress"),
    path("donnees-ouvertes/services/<int:pk>/arreter/", refresh_runs.stop, name="refresh-stop"),
    path("donnees-ouvertes/services/source/<int:pk>/", refresh_runs.again, name="refresh-again"),
    path("donnees-ouvertes/ajouter/", data_files.add_data, name="add-data"),
]
