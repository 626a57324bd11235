"""Addresses of the open data that are held and brought in.

They keep the names that they had in the room `observatory`: `instance/project/urls.py` puts them together under it.
"""

from django.urls import path

from autan.opendata.updates.views import open_data as views

urlpatterns = [
    path("donnees-ouvertes/", views.open_data, name="open-data"),
    path("donnees-ouvertes/livrees/", views.take_shipped, name="take-shipped"),
    path("donnees-ouvertes/services/<slug:slug>/", views.start, name="refresh-start"),
    path("donnees-ouvertes/services/<slug:slug>/avancement/", views.progress, name="refresh-progress"),
    path("donnees-ouvertes/services/<int:pk>/arreter/", views.stop, name="refresh-stop"),
    path("donnees-ouvertes/services/source/<int:pk>/", views.again, name="refresh-again"),
    path("donnees-ouvertes/ajouter/", views.add_data, name="add-data"),
]
