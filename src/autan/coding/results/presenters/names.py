"""Who may be named: a territory whose right of reply was offered, and all of them for those who code."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from autan.coding.codings.models import Corpus
from autan.coding.codings.queries.corpora import offered_sirens
from autan.evidence.figures.queries.registry import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule:
    """Which territories one reader may see named in what was coded."""

    sees_all: bool
    offered: frozenset[str]

    def names(self, siren: str) -> bool:
        """Say whether a territory may be named."""
        return self.sees_all or siren in self.offered

    def show(self, siren: str, name: str) -> str:
        """Return a name, or words in its place."""
        return name if self.names(siren) or not siren else _("une collectivité")


def name_rule(corpus: Corpus, reader: Reader) -> NameRule:
    """Return the rule for a reader of a corpus. One query, and those of the right."""
    return NameRule(sees_all=reader.has_perm("coding.discuss_codings", corpus), offered=offered_sirens(corpus))


def report_rule(corpus: Corpus) -> NameRule:
    """Return the rule of a report, whoever asks for it: it leaves the house. One query."""
    return NameRule(sees_all=False, offered=offered_sirens(corpus))
