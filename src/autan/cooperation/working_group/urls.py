"""Addresses of the working group."""

from django.urls import path

from autan.cooperation.working_group.views import answers, bodies, decisions, files, group, meetings
from autan.territories.networks.access import network_home

app_name = "working_group"
urlpatterns = [
    path("groupe/", network_home("working_group:group", key="network"), name="home"),
    path("reseaux/<slug:network>/groupe/", group.group, name="group"),
    path("reseaux/<slug:network>/groupe/decisions/", decisions.decisions, name="decisions"),
    path("reseaux/<slug:network>/groupe/calendrier/", group.calendar, name="calendar"),
    path("reseaux/<slug:network>/groupe/objectifs/", group.objectives, name="objectives"),
    path("reseaux/<slug:network>/groupe/objectifs/ajouter/", group.add_objective, name="add_objective"),
    path("reseaux/<slug:network>/groupe/taches/", group.tasks, name="tasks"),
    path("reseaux/<slug:network>/groupe/taches/rappeler/", group.remind, name="remind_owners"),
    path("reseaux/<slug:network>/groupe/instances/ajouter/", bodies.add, name="add_body"),
    path("groupe/objectifs/<int:key>/", group.settle, name="settle_objective"),
    path("groupe/taches/<int:key>/faite/", group.done, name="done"),
    path("groupe/instances/<slug:slug>/", bodies.body, name="body"),
    path("groupe/instances/<slug:slug>/modifier/", bodies.change, name="change_body"),
    path("groupe/instances/<slug:slug>/sieges/", bodies.give, name="assign_seat"),
    path("groupe/instances/<slug:slug>/reunions/", meetings.plan, name="plan"),
    path("groupe/instances/<slug:slug>/decisions/", decisions.add, name="add_decision"),
    path("groupe/instances/<slug:slug>/reunions.ics", files.feed, name="feed"),
    path("groupe/sieges/<int:key>/terminer/", bodies.end, name="end_seat"),
    path("groupe/reunions/<slug:slug>/", meetings.meeting, name="meeting"),
    path("groupe/reunions/<slug:slug>/modifier/", meetings.move, name="move"),
    path("groupe/reunions/<slug:slug>/annuler/", meetings.cancel, name="cancel"),
    path("groupe/reunions/<slug:slug>/inviter/", meetings.invite, name="invite"),
    path("groupe/reunions/<slug:slug>/rappeler/", meetings.remind, name="remind"),
    path("groupe/reunions/<slug:slug>/reponse/", meetings.answer_here, name="answer_here"),
    path("groupe/reunions/<slug:slug>/ordre-du-jour/", meetings.agenda, name="agenda"),
    path("groupe/reunions/<slug:slug>/presences/", meetings.attendance, name="attendance"),
    path("groupe/reunions/<slug:slug>/compte-rendu/", meetings.start, name="start_minutes"),
    path("groupe/reunions/<slug:slug>/taches/", meetings.task, name="assign_task"),
    path("groupe/reunions/<slug:slug>/decisions/", decisions.add_in_meeting, name="add_in_meeting"),
    path("groupe/reunions/<slug:slug>.ics", files.meeting_calendar, name="meeting_calendar"),
    path("groupe/reunions/<slug:slug>.pdf", files.record_file, {"extension": "pdf"}, name="record_pdf"),
    path("groupe/reunions/<slug:slug>.docx", files.record_file, {"extension": "docx"}, name="record_docx"),
    path("groupe/reunions/<slug:slug>.zip", files.archive, name="archive"),
    path("groupe/decisions/<slug:slug>/", decisions.decision, name="decision"),
    path("groupe/decisions/<slug:slug>/suivi/", decisions.follow_decision, name="follow_decision"),
    path("groupe/decisions/<slug:slug>/retirer/", decisions.withdraw, name="withdraw"),
    path("groupe/repondre/<str:token>/", answers.answer, name="answer"),
]
