"""Addresses of duties, of rules, and of what people state of them, in the names `obligations:`."""

from django.urls import path

from autan.plans.obligations import views

app_name = "obligations"
urlpatterns = [
    path("territoires/<str:siren>/competences/", views.competences, name="state_competence"),
    path("territoires/<str:siren>/obligations/", views.territory, name="territory"),
    path("territoires/<str:siren>/obligations/patrimoine/", views.assets, name="goods"),
    path("territoires/<str:siren>/obligations/declarer/", views.act, name="state_act"),
    path("territoires/<str:siren>/obligations/retirer/", views.withdraw, name="withdraw_act"),
    path("reseaux/<slug:slug>/obligations/", views.network, name="network"),
    path("reseaux/<slug:slug>/obligations/actes/", views.act_tables, name="act_tables"),
    path("reseaux/<slug:slug>/obligations/echeances.ics", views.calendar_file, name="calendar_file"),
    path("etablissements-publics-territoriaux/<str:siren>/", views.territorial_body, name="territorial_body"),
    path("obligations/", views.rules, name="rules"),
    path("obligations/<slug:code>/", views.rule, name="rule"),
]
