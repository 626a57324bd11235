"""Addresses of surveys: campaigns, their results by section, the questionnaire."""

from django.urls import path

from autan.surveys.views import reading

app_name = "surveys"
urlpatterns = [
    path("enquetes/", reading.campaigns, name="campaigns"),
    path("enquetes/<slug:slug>/", reading.campaign, name="campaign"),
    path("enquetes/<slug:slug>/questionnaire/", reading.questionnaire, name="questionnaire"),
    path("enquetes/<slug:slug>/questions/<slug:code>/", reading.question, name="question"),
    path("enquetes/<slug:slug>/<slug:section>/", reading.section, name="section"),
]
