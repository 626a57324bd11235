"""Bodies and seats, meetings and who answers and comes, decisions, annual objectives, and who does what by when."""

from autan.cooperation.working_group.models.bodies import AgendaItem, Body, Meeting, Participation, Seat
from autan.cooperation.working_group.models.decisions import Decision, MailLink, Objective, Task

__all__ = ["AgendaItem", "Body", "Decision", "MailLink", "Meeting", "Objective", "Participation", "Seat", "Task"]
