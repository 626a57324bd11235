"""What the room gives to the others, its evidence apart."""

from autan.evidence.presenters.facts import FACTS
from autan.evidence.presenters.menu import LIBRARY_ENTRY
from autan.evidence.presenters.searching import EVIDENCE_SEARCH
from autan.registry import register

register(FACTS, LIBRARY_ENTRY, EVIDENCE_SEARCH)
