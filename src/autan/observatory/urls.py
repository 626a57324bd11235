"""Addresses of the observatory."""

from django.urls import path

from autan.observatory.views import accounts, open_data, own_value_files, quality

app_name = "observatory"
urlpatterns = [
    path("donnees-ouvertes/", open_data.open_data, name="open-data"),
    path("qualite/", quality.quality, name="quality"),
    path("qualite/doute/<path:key>/", quality.doubt, name="doubt"),
    path("territoires/<str:siren>/energie/", accounts.accounts, name="accounts"),
    path("territoires/<str:siren>/energie/depots/", accounts.filings, name="filings"),
    path("territoires/<str:siren>/energie/par-fichier/", own_value_files.own_values_file, name="own-values-file"),
    path("territoires/<str:siren>/energie/<slug:measure>/", accounts.own_value, name="own-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/donner/", accounts.give_value, name="give-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/choisir/", accounts.choose, name="choose-source"),
]
