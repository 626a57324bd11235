"""Addresses of the room."""

from django.urls import path

from autan.cooperation.crossreading.views import aligning, contradictions, orientations, proposals
from autan.territories.networks.access import network_home

app_name = "crossreading"
_HERE = "reseaux/<slug:slug>/lecture-croisee/"
urlpatterns = [
    path("lecture-croisee/", network_home("crossreading:matrix"), name="home"),
    path(_HERE, orientations.matrix, name="matrix"),
    path(f"{_HERE}domaines/<slug:domain>/", orientations.domain, name="domain"),
    path(f"{_HERE}cadre/", orientations.frame, name="frame"),
    path(f"{_HERE}alignement/", aligning.plans, name="plans"),
    path(f"{_HERE}alignement/passage/", aligning.align, name="align"),
    path(f"{_HERE}alignement/plans/<slug:plan>/", aligning.plan, name="plan"),
    path(f"{_HERE}seconde-lecture/", aligning.second_reading, name="second_reading"),
    path(f"{_HERE}contradictions/", contradictions.contradictions, name="contradictions"),
    path(f"{_HERE}contradictions/<slug:fingerprint>/repondre/", contradictions.answer, name="answer"),
    path(f"{_HERE}forces-et-faiblesses/", contradictions.strengths, name="strengths"),
    path(f"{_HERE}propositions/", proposals.proposals, name="proposals"),
    path(f"{_HERE}propositions/ajouter/", proposals.add, name="propose"),
    path(f"{_HERE}propositions/<slug:proposal>/", proposals.proposal, name="proposal"),
    path(f"{_HERE}propositions/<slug:proposal>/changer/", proposals.change, name="change_proposal"),
    path(f"{_HERE}propositions/<slug:proposal>/commentaires/", proposals.comment, name="comment"),
    path(f"{_HERE}recommandations/", proposals.recommendations, name="recommendations"),
    path(f"{_HERE}recommandations/ebaucher/", proposals.draft, name="draft"),
    path(f"{_HERE}recommandations/<slug:recommendation>/", proposals.recommendation, name="recommendation"),
]
