"""What the room gives to the others."""

from autan.evidence.presenters.evidence_kinds import FACT_FIGURES, FACT_KIND, SOURCE_KIND
from autan.evidence.presenters.facts import FACTS
from autan.evidence.presenters.menu import LIBRARY_ENTRY
from autan.evidence.presenters.searching import EVIDENCE_SEARCH
from autan.registry import register

register(
    FACT_KIND,
    SOURCE_KIND,
    FACT_FIGURES,
    FACTS,
    LIBRARY_ENTRY,
    EVIDENCE_SEARCH,
)
