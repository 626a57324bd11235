"""Addresses of workshops."""

from django.urls import path

from autan.cooperation.workshops.views import facilitation, notes, workshops

app_name = "workshops"
urlpatterns = [
    path("ateliers/", workshops.home, name="home"),
    path("reseaux/<slug:network>/ateliers/", workshops.of_network, name="network"),
    path("reseaux/<slug:network>/ateliers/ajouter/", workshops.add, name="add"),
    path("reseaux/<slug:network>/ateliers/calendrier.ics", workshops.calendar_file, name="calendar_file"),
    path("ateliers/participer/<str:token>/", notes.take_part, name="take_part"),
    path("ateliers/participer/<str:token>/notes/", notes.send, name="send"),
    path("ateliers/participer/<str:token>/hors-ligne.js", notes.offline, name="offline"),
    path("ateliers/participer/<str:token>/suite.json", notes.link_feed, name="link_feed"),
    path("ateliers/<slug:slug>/", workshops.workshop, name="workshop"),
    path("ateliers/<slug:slug>/changer/", workshops.change, name="change"),
    path("ateliers/<slug:slug>/effacer/", facilitation.erase, name="erase"),
    path("ateliers/<slug:slug>/dossier.pdf", workshops.kit, {"extension": "pdf"}, name="kit_pdf"),
    path("ateliers/<slug:slug>/dossier.docx", workshops.kit, {"extension": "docx"}, name="kit_docx"),
    path("ateliers/<slug:slug>/presences/", facilitation.attendance, name="attendance"),
    path("ateliers/<slug:slug>/presents/", facilitation.attendee, name="attendee"),
    path("ateliers/<slug:slug>/presents/retirer/", facilitation.forget, name="forget"),
    path("ateliers/<slug:slug>/fichiers/", facilitation.add_document, name="add_file"),
    path("ateliers/<slug:slug>/fichiers/<int:key>/", facilitation.document, name="file"),
    path("ateliers/<slug:slug>/fichiers/<int:key>/retirer/", facilitation.remove_document, name="remove_file"),
    path("ateliers/<slug:slug>/prise-de-notes/", facilitation.notes_link, name="notes_link"),
    path("ateliers/<slug:slug>/compte-rendu/", facilitation.draft, name="draft"),
    path("ateliers/<slug:slug>/notes/", notes.notes, name="notes"),
    path("ateliers/<slug:slug>/notes/suite.json", notes.feed, name="feed"),
    path("ateliers/<slug:slug>/notes/ranger/", notes.sort, name="sort"),
    path("ateliers/<slug:slug>/ecran/", notes.projector, name="projector"),
]
