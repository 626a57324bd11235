"""Addresses of the doubts and of the values that territories give.

They keep the names that they had in the room `observatory`: `project/urls.py` puts them together under it.
"""

from django.urls import path

from autan.data_review.views import doubts, own_values

urlpatterns = [
    path("qualite/", doubts.quality, name="quality"),
    path("qualite/doute/<path:key>/", doubts.doubt, name="doubt"),
    path("territoires/<str:siren>/energie/par-fichier/", own_values.own_values_file, name="own-values-file"),
    path("territoires/<str:siren>/energie/<slug:measure>/", own_values.own_value, name="own-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/donner/", own_values.give_value, name="give-value"),
    path("territoires/<str:siren>/energie/<slug:measure>/choisir/", own_values.choose, name="choose-source"),
]
