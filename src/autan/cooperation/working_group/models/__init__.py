"""Bodies and seats, meetings and who answers and comes, decisions, annual objectives, and who does what by when."""

from autan.cooperation.working_group.models.bodies import Body, Seat
from autan.cooperation.working_group.models.decisions import Decision, Objective, Task
from autan.cooperation.working_group.models.links import MailLink
from autan.cooperation.working_group.models.meetings import AgendaItem, Meeting, Participation

__all__ = ["AgendaItem", "Body", "Decision", "MailLink", "Meeting", "Objective", "Participation", "Seat", "Task"]
