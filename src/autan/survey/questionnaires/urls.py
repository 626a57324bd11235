"""Addresses of questionnaires: those that are kept, those being written, their files."""

from django.urls import path

from autan.survey.questionnaires.views import drafts, files, parts

app_name = "questionnaires"
urlpatterns = [
    path("questionnaires/", drafts.index, name="index"),
    path("questionnaires/commencer/", drafts.begin, name="begin_draft"),
    path("questionnaires/lire-un-fichier/", drafts.import_file, name="import_draft"),
    path("questionnaires/modeles/<slug:slug>/", drafts.model, name="model"),
    path("questionnaires/brouillons/<slug:slug>/", drafts.draft, name="draft"),
    path("questionnaires/brouillons/<slug:slug>/agir/", drafts.act, name="draft_act"),
    path("questionnaires/brouillons/<slug:slug>/remettre/", drafts.restore, name="draft_restore"),
    path("questionnaires/brouillons/<slug:slug>/titre/", parts.heading, name="draft_heading"),
    path("questionnaires/brouillons/<slug:slug>/apercu/", drafts.preview, name="draft_preview"),
    path("questionnaires/brouillons/<slug:slug>/publier/", drafts.publish, name="draft_publish"),
    path("questionnaires/brouillons/<slug:slug>/abandonner/", drafts.discard, name="draft_give_up"),
    path("questionnaires/brouillons/<slug:slug>/fichiers/", files.draft_files, name="draft_files"),
    path(
        "questionnaires/brouillons/<slug:slug>/fichiers/questionnaire.<slug:extension>",
        files.draft_file,
        name="draft_file",
    ),
    path("questionnaires/brouillons/<slug:slug>/questions/", parts.add_question, name="draft_add_question"),
    path("questionnaires/brouillons/<slug:slug>/questions/<slug:code>/", parts.question, name="draft_question"),
    path("questionnaires/brouillons/<slug:slug>/rubriques/", parts.section, name="draft_add_section"),
    path("questionnaires/brouillons/<slug:slug>/rubriques/<slug:code>/", parts.section, name="draft_section"),
    path("questionnaires/brouillons/<slug:slug>/listes/", parts.choice_list, name="draft_add_list"),
    path("questionnaires/brouillons/<slug:slug>/listes/<slug:code>/", parts.choice_list, name="draft_list"),
    path("questionnaires/<slug:slug>/<slug:day>/", drafts.version, name="version"),
    path("questionnaires/<slug:slug>/<slug:day>/fichiers/", files.version_files, name="version_files"),
    path(
        "questionnaires/<slug:slug>/<slug:day>/fichiers/questionnaire.<slug:extension>",
        files.version_file,
        name="version_file",
    ),
]
