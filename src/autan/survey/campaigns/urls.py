"""Addresses of campaigns: their pages, their tracking, their questionnaire as a document."""

from django.urls import path

from autan.survey.campaigns.views import campaigns, tracking

app_name = "surveys"
urlpatterns = [
    path("questionnaires/<slug:slug>/<slug:day>/ouvrir/", campaigns.open_version, name="open_version"),
    path("enquetes/", campaigns.campaigns, name="campaigns"),
    path("enquetes/<slug:slug>/", campaigns.campaign, name="campaign"),
    path("enquetes/<slug:slug>/questionnaire/", campaigns.questionnaire, name="questionnaire"),
    path("enquetes/<slug:slug>/questionnaire.<slug:extension>", campaigns.document, name="questionnaire_file"),
    path("enquetes/<slug:slug>/suivi/", tracking.tracking, name="tracking"),
    path("enquetes/<slug:slug>/suivi/inviter/", tracking.invite_lead, name="invite_lead"),
    path("enquetes/<slug:slug>/suivi/inviter/toutes/", tracking.invite_all, name="invite_all"),
    path("enquetes/<slug:slug>/suivi/adresse/", tracking.note_address, name="note_address"),
    path("enquetes/<slug:slug>/suivi/liens/<int:invitation>/revoquer/", tracking.revoke, name="revoke"),
    path("enquetes/<slug:slug>/suivi/rappels/", tracking.reminders, name="reminders"),
    path("enquetes/<slug:slug>/suivi/vie/", tracking.life, name="life"),
    path("enquetes/<slug:slug>/suivi/effacer/", tracking.erase, name="erase"),
    path("enquetes/<slug:slug>/suivi/lien-ouvert/", tracking.open_link, name="open_link"),
    path("enquetes/<slug:slug>/commentaires/", tracking.remarks, name="remarks"),
]
