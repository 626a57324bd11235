"""Addresses of lessons, needs, offers and adoption."""

from django.urls import path

from autan.cooperation.lessons.views import adoption, lessons, needs
from autan.territories.networks.access import network_home

app_name = "lessons"
urlpatterns = [
    path("savoir-faire/", network_home("lessons:lessons", key="network"), name="home"),
    path("savoir-faire/<slug:slug>/", lessons.lesson, name="lesson"),
    path("savoir-faire/<slug:slug>/modifier/", lessons.change, name="change"),
    path("savoir-faire/<slug:slug>/publier/", lessons.publish, name="publish"),
    path("savoir-faire/<slug:slug>/versions/<int:number>/", lessons.version, name="version"),
    path("savoir-faire/<slug:slug>/fiche.docx", lessons.sheet, name="sheet"),
    path("savoir-faire/<slug:slug>/ouvrir/", lessons.follow, name="follow"),
    path("savoir-faire/<slug:slug>/reprises/", adoption.declare, name="declare"),
    path("reseaux/<slug:network>/savoir-faire/", lessons.lessons, name="lessons"),
    path("reseaux/<slug:network>/savoir-faire/ajouter/", lessons.add, name="add"),
    path("reseaux/<slug:network>/reprises/", adoption.adoption, name="adoption"),
    path("reseaux/<slug:network>/reprises/retirer-un-nom/", adoption.forget, name="forget"),
    path("reseaux/<slug:network>/besoins/", needs.needs, name="needs"),
    path("reseaux/<slug:network>/besoins/ajouter/", needs.ask, name="ask"),
    path("reseaux/<slug:network>/offres/ajouter/", needs.offer, name="offer"),
    path("offres/<slug:slug>/retirer/", needs.withdraw, name="withdraw"),
    path("besoins/<slug:slug>/", needs.need, name="need"),
    path("besoins/<slug:slug>/repondre/", needs.answer, name="answer"),
    path("besoins/<slug:slug>/clore/", needs.close, name="close"),
    path("besoins/<slug:slug>/rapprochements/", needs.decide, name="decide"),
]
