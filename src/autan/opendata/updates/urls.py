"""Addresses of the open data that are held and brought in, of the alerts and of the values that territories give."""

from django.urls import path

from autan.opendata.updates.views import alerts, file_mappings, open_data, own_values

app_name = "updates"
urlpatterns = [
    path("donnees-ouvertes/", open_data.open_data, name="open-data"),
    path("donnees-ouvertes/livrees/", open_data.take_shipped, name="take-shipped"),
    path("donnees-ouvertes/services/<slug:slug>/", open_data.start, name="refresh-start"),
    path("donnees-ouvertes/services/<slug:slug>/avancement/", open_data.progress, name="refresh-progress"),
    path("donnees-ouvertes/services/<int:pk>/arreter/", open_data.stop, name="refresh-stop"),
    path("donnees-ouvertes/services/source/<int:pk>/", open_data.again, name="refresh-again"),
    path(
        "donnees-ouvertes/rapprochement/<slug:source>/<slug:edition>/", open_data.reconciliation, name="reconciliation"
    ),
    path("donnees-ouvertes/limites/", open_data.account_limits, name="limits"),
    path("donnees-ouvertes/ajouter/", open_data.add_data, name="add-data"),
    path("donnees-ouvertes/correspondances/<slug:slug>/", file_mappings.mappings, name="mappings"),
    path("donnees-ouvertes/correspondances/<slug:slug>/ajouter/", file_mappings.add, name="mapping-add"),
    path("donnees-ouvertes/correspondance/<int:pk>/", file_mappings.mapping, name="mapping"),
    path("donnees-ouvertes/correspondance/<int:pk>/corriger/", file_mappings.change, name="mapping-change"),
    path("donnees-ouvertes/correspondance/<int:pk>/supprimer/", file_mappings.delete, name="mapping-delete"),
    path("qualite/", alerts.quality, name="quality"),
    path("qualite/alerte/<path:key>/", alerts.alert, name="alert"),
    path("territoires/<str:siren>/energie/par-fichier/", own_values.own_values_file, name="own-values-file"),
    path("territoires/<str:siren>/energie/<slug:measure>/", own_values.own_value, name="own-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/donner/", own_values.give_value, name="give-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/choisir/", own_values.choose, name="choose-source"),
]
