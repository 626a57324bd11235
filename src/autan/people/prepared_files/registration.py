"""What the room gives to the others."""

from autan.ground.registry import register
from autan.people.prepared_files.actions import erase_files, purge_files
from autan.people.prepared_files.presenters import FILE_DATA
from autan.people.prepared_files.queries import export_files

register(FILE_DATA(export=export_files, erase=erase_files, purge=purge_files))
