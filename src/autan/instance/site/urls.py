"""Addresses of the site's own pages."""

from django.urls import path

from autan.instance.site import views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("reseaux/<slug:slug>/", views.network, name="network"),
    path("reseaux/<slug:slug>/territoires/", views.territories, name="network_territories"),
    path("reseaux/<slug:slug>/en-une-page/", views.network_digest, name="network_digest"),
    path("reseaux/<slug:slug>/en-une-page/pdf/", views.network_digest, {"is_pdf": True}, name="network_digest_pdf"),
    path("territoires/", views.territories, name="territories"),
    path("territoires/<str:siren>/", views.territory, name="territory"),
    path("territoires/<str:siren>/en-une-page/", views.territory_digest, name="territory_digest"),
    path(
        "territoires/<str:siren>/en-une-page/pdf/",
        views.territory_digest,
        {"is_pdf": True},
        name="territory_digest_pdf",
    ),
    path("theme.css", views.theme, name="theme"),
    path("recherche/", views.search, name="search"),
    path("a-propos/", views.about, name="about"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("mentions-legales/", views.legal_notice, name="legal_notice"),
    path("contact/", views.contact, name="contact"),
    path("mentions-legales/remplir/", views.fill_notices, name="fill_notices"),
    path("bureau/", views.desk, name="desk"),
    path("bureau/agenda/", views.own_calendar, name="own_calendar"),
    path("bureau/agenda.ics", views.own_calendar_file, name="own_calendar_file"),
]
