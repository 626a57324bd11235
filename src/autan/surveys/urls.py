"""Addresses of surveys: campaigns, their results by section, the questionnaire."""

from django.urls import path

from autan.surveys import views

app_name = "surveys"
urlpatterns = [
    path("enquetes/", views.campaigns, name="campaigns"),
    path("enquetes/<slug:slug>/", views.campaign, name="campaign"),
    path("enquetes/<slug:slug>/questionnaire/", views.questionnaire, name="questionnaire"),
    path("enquetes/<slug:slug>/questions/<slug:code>/", views.question, name="question"),
    path("enquetes/<slug:slug>/<slug:section>/", views.section, name="section"),
]
