"""Addresses of surveys: campaigns, answering, tracking, results by section."""

from django.urls import path

from autan.surveys.views import answering, campaigns, documents, proposing, results, territory_lead, tracking

app_name = "surveys"
urlpatterns = [
    path("questionnaires/<slug:slug>/<slug:day>/ouvrir/", campaigns.open_version, name="open_version"),
    path("enquetes/sans-message/<str:token>/", answering.no_more_messages, name="opt_out"),
    path("enquetes/lien/<str:token>/", answering.link, name="link"),
    path("enquetes/", campaigns.campaigns, name="campaigns"),
    path("enquetes/<slug:slug>/", campaigns.campaign, name="campaign"),
    path("enquetes/<slug:slug>/questionnaire/", documents.questionnaire, name="questionnaire"),
    path("enquetes/<slug:slug>/questionnaire.<slug:extension>", documents.document, name="questionnaire_file"),
    path("enquetes/<slug:slug>/questions/<slug:code>/", results.question, name="question"),
    path("enquetes/<slug:slug>/questions/<slug:code>/reponses/", results.answers, name="answers"),
    path("enquetes/<slug:slug>/resultats/", results.results, name="results"),
    path("enquetes/<slug:slug>/croiser/", results.crossing, name="crossing"),
    path("enquetes/<slug:slug>/besoins-et-offres/", results.exchanges, name="exchanges"),
    path("enquetes/<slug:slug>/comparer/", results.changes, name="changes"),
    path("enquetes/<slug:slug>/suivi/", tracking.tracking, name="tracking"),
    path("enquetes/<slug:slug>/suivi/inviter/", tracking.invite_lead, name="invite_lead"),
    path("enquetes/<slug:slug>/suivi/adresse/", tracking.note_address, name="note_address"),
    path("enquetes/<slug:slug>/suivi/liens/<int:invitation>/revoquer/", tracking.revoke, name="revoke"),
    path("enquetes/<slug:slug>/suivi/rappels/", tracking.reminders, name="reminders"),
    path("enquetes/<slug:slug>/suivi/vie/", tracking.life, name="life"),
    path("enquetes/<slug:slug>/repondre/", answering.choose, name="choose"),
    path("enquetes/<slug:slug>/commentaires/", tracking.remarks, name="remarks"),
    path("enquetes/<slug:slug>/proposer/", proposing.propose, name="propose"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/", answering.home, name="respond"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/valider/", territory_lead.validate, name="validate"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/publication/", territory_lead.publication, name="publication"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/contributions/", territory_lead.contributors, name="contributors"),
    path(
        "enquetes/<slug:slug>/repondre/<str:siren>/contributions/<int:invitation>/revoquer/",
        territory_lead.dismiss_contributor,
        name="dismiss_contributor",
    ),
    path(
        "enquetes/<slug:slug>/repondre/<str:siren>/rubriques/<slug:section>/",
        answering.section,
        name="respond_section",
    ),
    path(
        "enquetes/<slug:slug>/repondre/<str:siren>/rubriques/<slug:section>/enregistrer/",
        answering.autosave,
        name="respond_autosave",
    ),
    path("enquetes/<slug:slug>/<slug:section>/", results.section, name="section"),
]
