"""Address of the competences that people state, in the names `plans:`."""

from django.urls import path

from autan.plans.obligations.views import competences

app_name = "obligations"
urlpatterns = [
    path("territoires/<str:siren>/competences/", competences.competences, name="state_competence"),
]
