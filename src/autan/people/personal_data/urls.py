"""Addresses of personal data."""

from django.urls import path

from autan.people.personal_data import views

app_name = "privacy"
urlpatterns = [
    path("donnees-personnelles/", views.register, name="register"),
    path("donnees-personnelles/effacer/<int:key>/", views.erase, name="erase"),
    path("donnees-personnelles/les-miennes.json", views.own_data, name="own_data"),
]
