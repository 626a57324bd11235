"""Addresses of calls and funds, in the names `funding:`."""

from django.urls import path

from autan.plans.funding import views

app_name = "funding"
urlpatterns = [
    path("reseaux/<slug:network>/financements/", views.calls, name="calls"),
    path("reseaux/<slug:network>/financements/ajouter/", views.add, name="add"),
    path("reseaux/<slug:network>/financements/importer/", views.import_calls, name="import"),
    path("reseaux/<slug:network>/financements/clotures.ics", views.calendar_file, name="calendar_file"),
    path("reseaux/<slug:network>/financements.<slug:extension>", views.file, name="file"),
    path("financements/<slug:slug>/", views.call, name="call"),
    path("financements/<slug:slug>/modifier/", views.change, name="change"),
    path("financements/<slug:slug>/publication/", views.move, name="move"),
    path("financements/<slug:slug>/attacher/", views.attach, name="attach"),
]
