"""Addresses by which a network is coordinated: its members, their contours, its people, and invitations."""

from django.urls import path

from autan.territories.networks.views import coordination, memberships, people

app_name = "territories"
urlpatterns = [
    path("invitation/<str:token>/", people.accept, name="invitation"),
    path("reseaux/<slug:slug>/coordination/", coordination.coordination, name="coordination"),
    path("reseaux/<slug:slug>/coordination/de-cote/", coordination.set_room_aside, name="set_aside"),
    path("reseaux/<slug:slug>/reglages/", coordination.settings, name="settings"),
    path("reseaux/<slug:slug>/couleurs.css", coordination.colours, name="colours"),
    path("reseaux/<slug:slug>/contours/", coordination.contours, name="contours"),
    path("reseaux/<slug:slug>/membres/", memberships.members, name="members"),
    path("reseaux/<slug:slug>/membres/ajouter/", memberships.add, name="add_members"),
    path("reseaux/<slug:slug>/membres/fichier/", memberships.import_file, name="import_members"),
    path("reseaux/<slug:slug>/membres/<int:key>/", memberships.member, name="member"),
    path("reseaux/<slug:slug>/membres/<int:key>/partir/", memberships.leave, name="leave"),
    path("reseaux/<slug:slug>/faits/", coordination.facts, name="facts"),
    path("reseaux/<slug:slug>/faits/importer/", coordination.import_facts, name="import_facts"),
    path("reseaux/<slug:slug>/faits/<str:fact_id>/retirer/", coordination.withdraw, name="withdraw_fact"),
    path("reseaux/<slug:slug>/personnes/", people.people, name="people"),
    path("reseaux/<slug:slug>/personnes/<int:key>/", people.person, name="person"),
    path(
        "reseaux/<slug:slug>/personnes/invitations/<int:key>/renvoyer/",
        people.renew_invitation,
        name="renew_invitation",
    ),
    path(
        "reseaux/<slug:slug>/personnes/invitations/<int:key>/retirer/",
        people.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("reseaux/<slug:slug>/personnes/roles/<int:key>/terminer/", people.end, name="end_mandate"),
    path("reseaux/<slug:slug>/personnes/<int:key>/fermer/", people.close, name="close_person"),
    path("reseaux/<slug:slug>/personnes/<int:key>/rouvrir/", people.reopen, name="reopen_person"),
]
