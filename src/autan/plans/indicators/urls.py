"""Addresses of the indicators."""

from django.urls import path

from autan.plans.indicators.views import following, networks, territories
from autan.territories.networks.access import network_home

app_name = "indicators"
urlpatterns = [
    path("indicateurs/", network_home("indicators:network"), name="home"),
    path("indicateurs/catalogue/", networks.catalogue_page, name="catalogue"),
    path("indicateurs/<slug:slug>/", territories.indicator, name="indicator"),
    path("indicateurs/<slug:slug>/suivi/", following.change, name="change"),
    path("indicateurs/<slug:slug>/abandonner/", following.stop, name="stop"),
    path("territoires/<str:siren>/indicateurs/", territories.indicators, name="territory"),
    path("territoires/<str:siren>/indicateurs/ajouter/", following.add, name="add"),
    path("territoires/<str:siren>/indicateurs/propre/", following.add_own, name="add_own"),
    path("territoires/<str:siren>/indicateurs/saisie/", territories.grid, name="grid"),
    path("territoires/<str:siren>/indicateurs/importer/", territories.import_values, name="import_values"),
    path("territoires/<str:siren>/indicateurs/valeurs.<str:extension>", territories.values_file, name="values_file"),
    path(
        "territoires/<str:siren>/indicateurs/identifiants.<str:extension>",
        territories.national_file,
        name="national_file",
    ),
    path("territoires/<str:siren>/indicateurs/rappels/", territories.remind, name="remind"),
    path("territoires/<str:siren>/indicateurs/controle/", territories.health, name="health"),
    path("reseaux/<slug:slug>/indicateurs/", networks.network, name="network"),
    path("reseaux/<slug:slug>/indicateurs/controle/", networks.network_health_page, name="network_health"),
    path("reseaux/<slug:slug>/indicateurs/<slug:code>/", networks.network_definition, name="network_definition"),
]
