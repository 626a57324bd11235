"""Addresses of the observatory."""

from django.urls import path

from autan.observatory.views import (
    atlas,
    comparison,
    data_files,
    doubts,
    energy,
    open_data,
    own_value_files,
    own_values,
    perimeters,
    refresh_runs,
)

app_name = "observatory"
urlpatterns = [
    path("comparer/", comparison.compare, name="compare"),
    path("comparer/tableau.<str:form>", comparison.compare_file, name="compare_file"),
    path("atlas/", atlas.atlas, name="atlas"),
    path("atlas/filieres/", atlas.innovation, name="innovation"),
    path("atlas/carte.<str:form>", atlas.atlas_file, name="atlas_file"),
    path("donnees-ouvertes/", open_data.open_data, name="open-data"),
    path("donnees-ouvertes/livrees/", open_data.take_shipped, name="take-shipped"),
    path("donnees-ouvertes/services/<slug:slug>/", refresh_runs.start, name="refresh-start"),
    path("donnees-ouvertes/services/<slug:slug>/avancement/", refresh_runs.progress, name="refresh-progress"),
    path("donnees-ouvertes/services/<int:pk>/arreter/", refresh_runs.stop, name="refresh-stop"),
    path("donnees-ouvertes/services/source/<int:pk>/", refresh_runs.again, name="refresh-again"),
    path("donnees-ouvertes/perimetres/", perimeters.perimeters, name="perimeters"),
    path("donnees-ouvertes/perimetres/sommes.<str:form>", perimeters.perimeters_file, name="perimeters-file"),
    path("donnees-ouvertes/ajouter/", data_files.add_data, name="add-data"),
    path("qualite/", doubts.quality, name="quality"),
    path("qualite/doute/<path:key>/", doubts.doubt, name="doubt"),
    path("territoires/<str:siren>/energie/", energy.energy, name="energy"),
    path("territoires/<str:siren>/energie/depots/", energy.filings, name="filings"),
    path("territoires/<str:siren>/energie/par-fichier/", own_value_files.own_values_file, name="own-values-file"),
    path("territoires/<str:siren>/energie/<slug:measure>/", own_values.own_value, name="own-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/donner/", own_values.give_value, name="give-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/choisir/", own_values.choose, name="choose-source"),
]
