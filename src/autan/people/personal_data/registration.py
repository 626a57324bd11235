"""What the room gives to the others."""

from autan.ground.registry import register
from autan.people.personal_data.actions import purge_authorship
from autan.people.personal_data.presenters import AUTHOR_DATA
from autan.people.personal_data.queries import export_authorship

register(AUTHOR_DATA(export=export_authorship, purge=purge_authorship))
