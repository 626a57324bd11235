"""What the room gives to the others."""

from autan.accounts.actions import erase_account, purge_sessions
from autan.accounts.presenters import ACCOUNT_DATA
from autan.accounts.queries import export_account
from autan.registry import register

register(ACCOUNT_DATA(export=export_account, erase=erase_account, purge=purge_sessions))
