"""Addresses of the plans."""

from django.urls import path

from autan.plans.views import networks, plans, writing

app_name = "plans"
urlpatterns = [
    path("plans/", networks.home, name="home"),
    path("plans/<slug:slug>/", plans.plan, name="plan"),
    path("plans/<slug:slug>/echeances.ics", plans.calendar_file, name="plan_calendar_file"),
    path("plans/<slug:slug>/export.<str:extension>", plans.export, name="export"),
    path("plans/<slug:slug>/remplir/", writing.fill, name="fill"),
    path("plans/<slug:slug>/fiche/", writing.heading, name="heading"),
    path("plans/<slug:slug>/rubriques/<slug:section>/", writing.save, name="save"),
    path("plans/<slug:slug>/propositions/", writing.decide, name="decide"),
    path("plans/<slug:slug>/publier/", writing.publish, name="publish"),
    path("plans/<slug:slug>/supprimer/", writing.delete, name="delete"),
    path("territoires/<str:siren>/plans/commencer/", writing.start, name="start"),
    path("territoires/<str:siren>/competences/", writing.competences, name="state_competence"),
    path("reseaux/<slug:slug>/plans/commencer/", writing.start_of_network, name="start_of_network"),
    path("reseaux/<slug:slug>/plans/", networks.register, name="register"),
    path("reseaux/<slug:slug>/plans/registre.<str:extension>", networks.register_file, name="register_file"),
    path("reseaux/<slug:slug>/plans/chronologie/", networks.timeline, name="timeline"),
    path("reseaux/<slug:slug>/plans/comparer/", networks.comparison, name="comparison"),
    path("reseaux/<slug:slug>/plans/competences/", networks.competences, name="competences"),
    path("reseaux/<slug:slug>/plans/echeances/", networks.calendar, name="calendar"),
    path("reseaux/<slug:slug>/plans/echeances.ics", networks.calendar_file, name="calendar_file"),
]
