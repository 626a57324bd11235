"""Addresses of equipment, then those of the product."""

from django.urls import include, path

from autan.instance.project import urls
from autan.territories.networks.access import network_home
from tests.equipment import views

_room = [
    path("materiel/", network_home("equipment:items", key="network"), name="home"),
    path("materiel/<slug:slug>/", views.item, name="item"),
    path("materiel/<slug:slug>/modifier/", views.change, name="change"),
    path("materiel/<slug:slug>/etape/", views.move, name="move"),
    path("materiel/<slug:slug>/fiche.docx", views.sheet, name="sheet"),
    path("reseaux/<slug:network>/materiel/", views.items, name="items"),
    path("reseaux/<slug:network>/materiel/ajouter/", views.add, name="add"),
]
urlpatterns = [path("", include((_room, "equipment"))), *urls.urlpatterns]
