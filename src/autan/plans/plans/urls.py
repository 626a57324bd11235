"""Addresses of one plan, in the names `plans:` with those of the rooms above."""

from django.urls import path

from autan.plans.plans.queries.plans import PLANS
from autan.plans.plans.views import completeness, plans, writing

app_name = "plans"
urlpatterns = [
    path("plans/<slug:slug>/", plans.plan, name="plan"),
    path("plans/<slug:slug>/echeances.ics", plans.calendar_file, name="plan_calendar_file"),
    path("plans/<slug:slug>/export.<str:extension>", plans.export, name="export"),
    path("plans/<slug:slug>/remplir/", writing.fill, name="fill"),
    path("plans/<slug:slug>/fiche/", writing.heading, name="heading"),
    path("plans/<slug:slug>/rubriques/<slug:section>/", writing.save, name="save"),
    path("plans/<slug:slug>/rubriques/<slug:section>/grille/", writing.section_values, name="section_values"),
    path(
        "plans/<slug:slug>/rubriques/<slug:section>/lignes/<slug:key>/preuves/",
        writing.line_evidence,
        name="line_evidence",
    ),
    path("plans/<slug:slug>/rubriques/<slug:section>/complete/", completeness.section, name="state_complete"),
    path("plans/<slug:slug>/propositions/", writing.decide, name="decide"),
    path("plans/<slug:slug>/publier/", writing.publish, name="publish"),
    path("plans/<slug:slug>/supprimer/", writing.delete, name="delete"),
    path(
        "territoires/<str:siren>/plans/complets/",
        completeness.territory_list,
        {"section": PLANS},
        name="state_plans_complete",
    ),
    path(
        "territoires/<str:siren>/listes/<slug:section>/complete/",
        completeness.territory_list,
        name="state_list_complete",
    ),
    path("territoires/<str:siren>/plans/commencer/", writing.start, name="start"),
    path("reseaux/<slug:slug>/plans/commencer/", writing.start_of_network, name="start_of_network"),
]
