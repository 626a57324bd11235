"""Addresses of the search of actions and of similar actions, in the names `projects:`."""

from django.urls import path

from autan.plans.action_search.views import finding

app_name = "action_search"
urlpatterns = [
    path("actions/recherche/", finding.search, name="search"),
    path("actions/deposees/<slug:key>/", finding.filed, name="filed"),
    path("actions/<slug:slug>/semblables/", finding.similar, name="similar"),
    path("actions/<slug:slug>/semblables/contact/", finding.contact, name="ask_contact"),
    path("actions/<slug:slug>/semblables/decider/", finding.decide, name="decide_similar"),
]
