"""Addresses of the files of actions, in the names `projects:`."""

from django.urls import path

from autan.plans.action_files import views

app_name = "action_files"
urlpatterns = [
    path("actions/<slug:slug>/fiche.docx", views.sheet_document, name="sheet_document"),
    path("plans/<slug:slug>/actions/importer/", views.import_actions, name="import"),
    path("plans/<slug:slug>/echanges/", views.exchange, name="exchange"),
    path("plans/<slug:slug>/echanges/depot.csv", views.filing_file, name="filing_file"),
    path("plans/<slug:slug>/echanges/depot/importer/", views.import_filing, name="import_filing"),
    path("plans/<slug:slug>/actions/<str:name>.<str:extension>", views.plan_file, name="plan_file"),
    path("reseaux/<slug:network>/actions/export.<str:extension>", views.network_file, name="network_file"),
    path("reseaux/<slug:network>/actions/colonnes/", views.columns, name="columns"),
]
