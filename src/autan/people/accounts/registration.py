"""What the room gives to the others."""

from autan.ground.registry import register
from autan.people.accounts.actions import erase_account, purge_sessions
from autan.people.accounts.presenters import ACCOUNT_DATA
from autan.people.accounts.queries import export_account

register(ACCOUNT_DATA(export=export_account, erase=erase_account, purge=purge_sessions))
