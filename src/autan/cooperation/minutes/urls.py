"""Addresses of minutes."""

from django.urls import path

from autan.cooperation.minutes import views

app_name = "minutes"
urlpatterns = [
    path("comptes-rendus/<slug:slug>/", views.minutes, name="minutes"),
    path("comptes-rendus/<slug:slug>.pdf", views.minutes_file, {"extension": "pdf"}, name="pdf"),
    path("comptes-rendus/<slug:slug>.docx", views.minutes_file, {"extension": "docx"}, name="docx"),
    path("comptes-rendus/<slug:slug>/ecrire/", views.write, name="write"),
    path("comptes-rendus/<slug:slug>/suite/", views.advance, name="advance"),
    path("comptes-rendus/<slug:slug>/amender/", views.amend, name="amend"),
    path("comptes-rendus/<slug:slug>/amendements/<int:key>/", views.decide, name="decide"),
    path("comptes-rendus/<slug:slug>/retirer/", views.withdraw, name="withdraw"),
]
