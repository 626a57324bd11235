"""What the room gives to the others."""

from autan.privacy.actions import erase_authorship, purge_authorship
from autan.privacy.presenters import AUTHOR_DATA
from autan.privacy.queries import export_authorship
from autan.registry import register

register(
    AUTHOR_DATA(export=export_authorship, erase=erase_authorship, purge=purge_authorship),
)
