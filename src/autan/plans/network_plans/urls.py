"""Addresses of the plans of a network, in the names `plans:`."""

from django.urls import path

from autan.plans.network_plans.views import networks
from autan.territories.networks.access import network_home

app_name = "network_plans"
urlpatterns = [
    path("plans/", network_home("network_plans:register"), name="home"),
    path("reseaux/<slug:slug>/plans/", networks.register, name="register"),
    path("reseaux/<slug:slug>/plans/registre.<str:extension>", networks.register_file, name="register_file"),
    path("reseaux/<slug:slug>/plans/chronologie/", networks.timeline, name="timeline"),
    path("reseaux/<slug:slug>/plans/comparer/", networks.comparison, name="comparison"),
    path("reseaux/<slug:slug>/plans/competences/", networks.competences, name="competences"),
    path("reseaux/<slug:slug>/plans/echeances/", networks.calendar, name="calendar"),
    path("reseaux/<slug:slug>/plans/echeances.ics", networks.calendar_file, name="calendar_file"),
]
