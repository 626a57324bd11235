"""Addresses of the site's own pages."""

from django.urls import path

from autan.site import views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("reseaux/<slug:slug>/", views.network, name="network"),
    path("reseaux/<slug:slug>/territoires/", views.territories, name="network_territories"),
    path("territoires/", views.territories, name="territories"),
    path("territoires/<str:siren>/", views.territory, name="territory"),
    path("a-propos/", views.about, name="about"),
    path("bureau/", views.desk, name="desk"),
]
