"""Addresses of estates, in the names `estate:`."""

from django.urls import path

from autan.plans.estate import views

app_name = "estate"
urlpatterns = [
    path("territoires/<str:siren>/patrimoine/", views.assets, name="goods"),
    path("territoires/<str:siren>/patrimoine/ajouter/<slug:kind>/", views.add, name="add"),
    path("territoires/<str:siren>/patrimoine/remplir/<slug:kind>/", views.fill, name="fill"),
    path("territoires/<str:siren>/patrimoine/importer/", views.import_estate, name="import"),
    path("territoires/<str:siren>/patrimoine/publication/", views.move, name="move"),
    path("territoires/<str:siren>/patrimoine.<slug:extension>", views.file, name="file"),
    path("patrimoine/<slug:slug>/", views.asset, name="good"),
    path("patrimoine/<slug:slug>/modifier/", views.change, name="change"),
    path("patrimoine/<slug:slug>/retirer/", views.remove, name="remove"),
    path("reseaux/<slug:network>/patrimoine/", views.network, name="network"),
]
