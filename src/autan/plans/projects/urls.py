"""Addresses of action sheets and projects, in the names `projects:` with those of the rooms of actions above."""

from django.urls import path

from autan.plans.projects.views import dashboards, joint, networks, projects, reuse, sheets, working
from autan.territories.networks.access import network_home

app_name = "projects"
urlpatterns = [
    path("actions/", network_home("projects:table", key="network"), name="home"),
    path("actions/miennes/", working.mine, name="mine"),
    path("actions/<slug:slug>/", sheets.sheet, name="sheet"),
    path("actions/<slug:slug>/remplir/", sheets.fill, name="fill"),
    path("actions/<slug:slug>/plans/", reuse.plans, name="plans"),
    path("plans/<slug:slug>/base/", reuse.basis, name="basis"),
    path("actions/<slug:slug>/collectivites/", joint.share, name="share"),
    path("actions/<slug:slug>/remplacer/", sheets.replace_action, name="replace"),
    path("actions/<slug:slug>/retirer/", sheets.remove, name="remove"),
    path("actions/<slug:slug>/commentaires/", sheets.remark, name="remark"),
    path("projets/<slug:slug>/", projects.project, name="project"),
    path("projets/<slug:slug>/modifier/", projects.edit, name="edit_project"),
    path("projets/<slug:slug>/etats/", projects.state, name="add_state"),
    path("reseaux/<slug:network>/projets/", projects.of_network, name="projects"),
    path("reseaux/<slug:network>/projets/ajouter/", projects.add, name="add_project"),
    path("plans/<slug:slug>/actions/", networks.of_plan, name="plan"),
    path("plans/<slug:slug>/actions/ajouter/", sheets.add_to_plan, name="add_to_plan"),
    path("plans/<slug:slug>/actions/budgets/", networks.budgets, name="budgets"),
    path("territoires/<str:siren>/actions/ajouter/", sheets.add_to_territory, name="add_to_territory"),
    path("territoires/<str:siren>/actions/", dashboards.of_member, name="member"),
    path("reseaux/<slug:network>/actions/bilan/", dashboards.of_network, name="dashboard"),
    path("reseaux/<slug:network>/actions/", networks.table, name="table"),
    path("reseaux/<slug:network>/actions/tableau/", networks.board, name="board"),
    path("reseaux/<slug:network>/actions/calendrier/", networks.calendar, name="calendar"),
    path("reseaux/<slug:network>/actions/calendrier.ics", networks.calendar_file, name="calendar_file"),
    path("reseaux/<slug:network>/actions/conjointes/", joint.of_network, name="joint"),
    path("reseaux/<slug:network>/actions/vues/", working.keep, name="keep_view"),
    path("reseaux/<slug:network>/actions/ensemble/", networks.bulk, name="bulk"),
]
