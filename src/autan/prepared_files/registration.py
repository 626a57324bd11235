"""What the room gives to the others."""

from autan.prepared_files.actions import erase_files, purge_files
from autan.prepared_files.presenters import FILE_DATA
from autan.prepared_files.queries import export_files
from autan.registry import register

register(
    FILE_DATA(export=export_files, erase=erase_files, purge=purge_files),
)
