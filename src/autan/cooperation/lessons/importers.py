"""What needs are read with, as it ships: lemmas, subjects of actions and concepts of needs."""

from functools import cache
from pathlib import Path

from autan.coding.textometry.importers import french_lemma
from autan.cooperation.lessons.core.matching import Vocabulary
from autan.ground.search.core.thesaurus import Thesaurus
from autan.ground.tables.importers.yaml_document import read_shipped_yaml
from autan.plans.action_search.importers import subjects

_CONCEPTS = Path(__file__).parent / "definitions" / "concepts.yaml"


@cache
def french_vocabulary() -> Vocabulary:
    """Return the words of this field in French."""
    concepts = Thesaurus(read_shipped_yaml(_CONCEPTS.read_text(encoding="utf-8")))
    return Vocabulary(lemma=french_lemma, subjects=subjects(), concepts=concepts)
