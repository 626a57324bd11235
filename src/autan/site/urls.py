"""Addresses of the site's own pages."""

from django.urls import path

from autan.site import views
from autan.site.atlas import innovation as atlas_innovation
from autan.site.atlas import views as atlas_views
from autan.site.compare import views as compare_views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("reseaux/<slug:slug>/", views.network, name="network"),
    path("reseaux/<slug:slug>/territoires/", views.territories, name="network_territories"),
    path("territoires/", views.territories, name="territories"),
    path("territoires/<str:siren>/", views.territory, name="territory"),
    path("comparer/", compare_views.compare, name="compare"),
    path("atlas/", atlas_views.atlas, name="atlas"),
    path("atlas/filieres/", atlas_innovation.innovation, name="atlas_innovation"),
    path("atlas/carte.<str:form>", atlas_views.atlas_file, name="atlas_file"),
    path("a-propos/", views.about, name="about"),
    path("bureau/", views.desk, name="desk"),
]
