"""Addresses of the people of a network, and of those who are invited to it."""

from django.urls import path

from autan.territories.views import invitations, people

app_name = "territories"
urlpatterns = [
    path("invitation/<str:token>/", invitations.accept, name="invitation"),
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
