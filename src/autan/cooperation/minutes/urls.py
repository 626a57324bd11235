"""Addresses of minutes."""

from django.urls import path

from autan.cooperation.minutes.views import minutes

app_name = "minutes"
urlpatterns = [
    path("comptes-rendus/<slug:slug>/", minutes.minutes, name="minutes"),
    path("comptes-rendus/<slug:slug>.pdf", minutes.minutes_file, {"extension": "pdf"}, name="pdf"),
    path("comptes-rendus/<slug:slug>.docx", minutes.minutes_file, {"extension": "docx"}, name="docx"),
    path("comptes-rendus/<slug:slug>/ecrire/", minutes.write, name="write"),
    path("comptes-rendus/<slug:slug>/suite/", minutes.advance, name="advance"),
    path("comptes-rendus/<slug:slug>/amender/", minutes.amend, name="amend"),
    path("comptes-rendus/<slug:slug>/amendements/<int:key>/", minutes.decide, name="decide"),
    path("comptes-rendus/<slug:slug>/retirer/", minutes.withdraw, name="withdraw"),
]
