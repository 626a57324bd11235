"""Addresses of the alerts and of the values that territories give.

They keep the names that they had in the room `observatory`: `instance/project/urls.py` puts them together under it.
"""

from django.urls import path

from autan.opendata.updates.views import alerts, own_values

urlpatterns = [
    path("qualite/", alerts.quality, name="quality"),
    path("qualite/alerte/<path:key>/", alerts.alert, name="alert"),
    path("territoires/<str:siren>/energie/par-fichier/", own_values.own_values_file, name="own-values-file"),
    path("territoires/<str:siren>/energie/<slug:measure>/", own_values.own_value, name="own-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/donner/", own_values.give_value, name="give-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/choisir/", own_values.choose, name="choose-source"),
]
