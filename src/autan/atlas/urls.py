"""Addresses of the atlas, of the comparison and of the sums by perimeter.

They keep the names that they had in the room `observatory`: `project/urls.py` puts them together under it.
"""

from django.urls import path

from autan.atlas.views import atlas, comparison, perimeters

urlpatterns = [
    path("comparer/", comparison.compare, name="compare"),
    path("comparer/tableau.<str:form>", comparison.compare_file, name="compare_file"),
    path("atlas/", atlas.atlas, name="atlas"),
    path("atlas/filieres/", atlas.innovation, name="innovation"),
    path("atlas/carte.<str:form>", atlas.atlas_file, name="atlas_file"),
    path("donnees-ouvertes/perimetres/", perimeters.perimeters, name="perimeters"),
    path("donnees-ouvertes/perimetres/sommes.<str:form>", perimeters.perimeters_file, name="perimeters-file"),
]
