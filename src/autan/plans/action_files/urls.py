"""Addresses of the files of actions, in the names `projects:`."""

from django.urls import path

from autan.plans.action_files.views import exchange

app_name = "action_files"
urlpatterns = [
    path("actions/<slug:slug>/fiche.docx", exchange.sheet_document, name="sheet_document"),
    path("plans/<slug:slug>/actions/importer/", exchange.import_actions, name="import"),
    path("plans/<slug:slug>/actions/<str:name>.<str:extension>", exchange.plan_file, name="plan_file"),
    path("reseaux/<slug:network>/actions/export.<str:extension>", exchange.network_file, name="network_file"),
    path("reseaux/<slug:network>/actions/colonnes/", exchange.columns, name="columns"),
]
