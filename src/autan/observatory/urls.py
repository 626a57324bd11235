"""Addresses of the observatory."""

from django.urls import path

from autan.observatory.views import quality

app_name = "observatory"
urlpatterns = [
    path("qualite/", quality.quality, name="quality"),
    path("qualite/doute/<path:key>/", quality.doubt, name="doubt"),
]
