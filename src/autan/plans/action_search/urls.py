"""Addresses of the search of actions and of similar actions, in the names `projects:`."""

from django.urls import path

from autan.plans.action_search import views

app_name = "action_search"
urlpatterns = [
    path("actions/recherche/", views.search, name="search"),
    path("plans/<slug:slug>/actions/modeles/", views.models, name="models"),
    path("actions/deposees/<slug:key>/", views.filed, name="filed"),
    path("actions/<slug:slug>/semblables/", views.similar, name="similar"),
    path("actions/<slug:slug>/semblables/contact/", views.contact, name="ask_contact"),
    path("actions/<slug:slug>/semblables/decider/", views.decide, name="decide_similar"),
]
