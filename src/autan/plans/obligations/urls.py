"""Address of the competences that people state, in the names `plans:`."""

from django.urls import path

from autan.plans.obligations import views

app_name = "obligations"
urlpatterns = [
    path("territoires/<str:siren>/competences/", views.competences, name="state_competence"),
]
