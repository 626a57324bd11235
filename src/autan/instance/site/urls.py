"""Addresses of the site's own pages."""

from django.urls import path

from autan.instance.site.views import pages

app_name = "site"
urlpatterns = [
    path("", pages.home, name="home"),
    path("reseaux/<slug:slug>/", pages.network, name="network"),
    path("reseaux/<slug:slug>/territoires/", pages.territories, name="network_territories"),
    path("territoires/", pages.territories, name="territories"),
    path("territoires/<str:siren>/", pages.territory, name="territory"),
    path("territoires/<str:siren>/en-une-page/", pages.territory_digest, name="territory_digest"),
    path("territoires/<str:siren>/en-une-page/pdf/", pages.territory_digest_pdf, name="territory_digest_pdf"),
    path("recherche/", pages.search, name="search"),
    path("a-propos/", pages.about, name="about"),
    path("bureau/", pages.desk, name="desk"),
]
