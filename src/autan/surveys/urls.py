"""Addresses of surveys: campaigns, their results by section, the questionnaire."""

from django.urls import path

from autan.surveys.views import reading, tracking

app_name = "surveys"
urlpatterns = [
    path("enquetes/sans-message/<str:token>/", tracking.no_more_messages, name="opt_out"),
    path("enquetes/", reading.campaigns, name="campaigns"),
    path("enquetes/<slug:slug>/", reading.campaign, name="campaign"),
    path("enquetes/<slug:slug>/questionnaire/", reading.questionnaire, name="questionnaire"),
    path("enquetes/<slug:slug>/questions/<slug:code>/", reading.question, name="question"),
    path("enquetes/<slug:slug>/suivi/", tracking.tracking, name="tracking"),
    path("enquetes/<slug:slug>/suivi/inviter/", tracking.invite_lead, name="invite_lead"),
    path("enquetes/<slug:slug>/suivi/adresse/", tracking.note_address, name="note_address"),
    path("enquetes/<slug:slug>/suivi/liens/<int:invitation>/revoquer/", tracking.revoke, name="revoke"),
    path("enquetes/<slug:slug>/suivi/rappels/", tracking.reminders, name="reminders"),
    path("enquetes/<slug:slug>/suivi/vie/", tracking.life, name="life"),
    path("enquetes/<slug:slug>/<slug:section>/", reading.section, name="section"),
]
