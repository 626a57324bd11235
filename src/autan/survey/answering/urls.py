"""Addresses for answering a campaign; their names are those of the room of surveys (see `instance/project/urls.py`)."""

from django.urls import path

from autan.survey.answering.views import answering, offline, open_replies, proposing, territory_lead

app_name = "answering"
urlpatterns = [
    path("enquetes/sans-message/<str:token>/", answering.no_more_messages, name="opt_out"),
    path("enquetes/lien/<str:token>/", answering.link, name="link"),
    path("enquetes/ouvert/<str:token>/", open_replies.open_form, name="open_form"),
    path("enquetes/ouvert/<str:token>/recu/<str:receipt>/", open_replies.open_receipt, name="open_receipt"),
    path("enquetes/<slug:slug>/repondre/", answering.choose, name="choose"),
    path("enquetes/<slug:slug>/proposer/", proposing.propose, name="propose"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/", answering.home, name="respond"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/recues/", open_replies.replies, name="replies"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/sans-reseau/", offline.page, name="offline"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/sans-reseau/gardien.js", offline.worker, name="offline_worker"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/sans-reseau/application/", offline.app, name="offline_app"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/sans-reseau/contenu/", offline.content, name="offline_content"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/sans-reseau/envoyer/", offline.send, name="offline_send"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/fichiers/<str:digest>/", answering.attachment, name="attachment"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/valider/", territory_lead.validate, name="validate"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/publication/", territory_lead.publication, name="publication"),
    path("enquetes/<slug:slug>/repondre/<str:siren>/contributions/", territory_lead.contributors, name="contributors"),
    path(
        "enquetes/<slug:slug>/repondre/<str:siren>/contributions/<int:invitation>/revoquer/",
        territory_lead.dismiss_contributor,
        name="dismiss_contributor",
    ),
    path(
        "enquetes/<slug:slug>/repondre/<str:siren>/rubriques/<slug:section>/", answering.section, name="respond_section"
    ),
    path(
        "enquetes/<slug:slug>/repondre/<str:siren>/rubriques/<slug:section>/enregistrer/",
        answering.autosave,
        name="respond_autosave",
    ),
]
