"""Addresses of the atlas, of the comparison and of the sums by perimeter.

They keep the names that they had in the room `observatory`: `instance/project/urls.py` puts them together under it.
"""

from django.urls import path

from autan.opendata.atlas import views

app_name = "atlas"
urlpatterns = [
    path("comparer/", views.compare, name="compare"),
    path("comparer/tableau.<str:form>", views.compare_file, name="compare_file"),
    path("atlas/", views.atlas, name="atlas"),
    path("atlas/filieres/", views.innovation, name="innovation"),
    path("reseaux/<slug:network>/filieres/importer/", views.import_innovation, name="import_innovation"),
    path("reseaux/<slug:network>/filieres/a-remplir.csv", views.innovation_table, name="innovation_table"),
    path("atlas/carte.<str:form>", views.atlas_file, name="atlas_file"),
    path("donnees-ouvertes/perimetres/", views.perimeters, name="perimeters"),
    path("donnees-ouvertes/perimetres/sommes.<str:form>", views.perimeters_file, name="perimeters-file"),
]
