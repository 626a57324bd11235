"""Addresses of the plans of a network, in the names `plans:`."""

from django.urls import path

from autan.plans.network_plans import views
from autan.territories.networks.access import network_home

app_name = "network_plans"
urlpatterns = [
    path("plans/", network_home("network_plans:register"), name="home"),
    path("reseaux/<slug:slug>/plans/", views.register, name="register"),
    path("reseaux/<slug:slug>/plans/registre.<str:extension>", views.register_file, name="register_file"),
    path("reseaux/<slug:slug>/plans/chronologie/", views.timeline, name="timeline"),
    path("reseaux/<slug:slug>/plans/comparer/", views.comparison, name="comparison"),
    path("reseaux/<slug:slug>/plans/competences/", views.competences, name="competences"),
    path("reseaux/<slug:slug>/plans/echeances/", views.calendar, name="calendar"),
    path("reseaux/<slug:slug>/plans/echeances.ics", views.calendar_file, name="calendar_file"),
]
