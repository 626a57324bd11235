"""Addresses of the people of a network."""

from django.urls import path

from autan.territories.views import people

app_name = "territories"
urlpatterns = [
    path("reseaux/<slug:slug>/personnes/", people.people, name="people"),
    path("reseaux/<slug:slug>/personnes/<int:key>/", people.person, name="person"),
    path("reseaux/<slug:slug>/personnes/roles/<int:key>/terminer/", people.end, name="end_mandate"),
    path("reseaux/<slug:slug>/personnes/<int:key>/fermer/", people.close, name="close_person"),
    path("reseaux/<slug:slug>/personnes/<int:key>/rouvrir/", people.reopen, name="reopen_person"),
]
