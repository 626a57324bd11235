"""How an action is described in a trace."""

from collections.abc import Collection, Mapping, Sequence

from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.evidence.language import in_language
from autan.evidence.queries.registry import EvidenceKind, Reader
from autan.projects.models import ActionSheet
from autan.projects.presenters.words import status_words
from autan.projects.queries.sheets import level_of

ACTION_KIND = "action"
_MADE_UP = Text("Action inventée, pour essayer.", "Invented action, for trying.")


def readable_actions(keys: Sequence[str], reader: Reader) -> Collection[str]:
    """Return the actions that a reader may read. Two queries, and those of the rights."""
    found = ActionSheet.objects.filter(slug__in=keys).select_related("plan__network").prefetch_related("carriers")
    return [sheet.slug for sheet in found if reader.has_perm("projects.read_action", sheet)]


def describe_actions(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe actions by their title and status, and who changed them last. Two queries, and those of the rights."""
    found = ActionSheet.objects.filter(slug__in=keys).select_related("plan", "parent").prefetch_related("carriers")
    return {sheet.slug: _card(sheet, reader) for sheet in found}


def _card(sheet: ActionSheet, reader: Reader) -> EvidenceCard:
    def said(language: str) -> str:
        with in_language(language):
            return status_words(sheet.status)

    is_inside = level_of(sheet, reader).rank > 0
    return EvidenceCard(
        ref=EvidenceRef(kind=ACTION_KIND, key=sheet.slug),
        title=Text(sheet.title, sheet.title),
        statement=Text(said("fr"), said("en")),
        recorded=f"{sheet.changed_by_name}, {sheet.changed_at:%Y-%m-%d}" if is_inside else "",
        note=_MADE_UP if sheet.as_core().is_invented else None,
    )


ACTION_EVIDENCE = EvidenceKind(kind=ACTION_KIND, describe=describe_actions, readable=readable_actions)
