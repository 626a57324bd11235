"""The catalogue of whoever writes: what a network holds, in words, and what may be inserted of each thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.presenters.figures import present_figure, readable_figure
from autan.evidence.figures.presenters.searching import evidence_hits, recent_evidence
from autan.evidence.figures.queries.registry import PUBLIC, existing_evidence
from autan.evidence.figures.queries.traces import FoundFigure
from autan.ground.extension_points import CatalogueTopic, SearchHit
from autan.ground.registry import registered
from autan.ground.texts.core.notation import shortened
from autan.ground.texts.language import typeset, words
from autan.ground.wordings import Sentence, Text
from autan.publishing.edition_files.queries.quotations import FoundQuotation, search_quotations
from autan.publishing.editions.queries.editions import FACTS, ranked_members, search_catalogue
from autan.publishing.living_text.core.computed_text import MarkProposal, ReadableNumber, propose_marks
from autan.publishing.living_text.core.document import FACT, cited_ref
from autan.publishing.living_text.core.marks import as_typed, citation_mark
from autan.territories.networks.queries.networks import get_network

_QUOTED, _TITLE, _CALLED = Sentence("Citation entière"), Sentence("Titre cité"), Sentence("Appel de source")
_PIECES = Sentence("Plans, actions, savoir-faire, ateliers et autres pièces")
_QUOTATIONS = Sentence("Ce que les membres ont écrit")
_MOST_PIECES = 12
_LONGEST = 160  # characters of a text that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLine:
    """One thing of the catalogue; `marks`: words of each button, what it inserts, whether alone on its line."""

    topic: str
    label: str
    printed: str
    facts: str
    url: str
    marks: Sequence[tuple[str, str, bool]]


def catalogue_topics() -> list[tuple[str, str]]:
    """Return the topics that a search may be kept to: the word of each in an address, and its title."""
    titles = [topic.title for topic in registered(CatalogueTopic)]
    return [(title.fr, words(title)) for title in (*titles, FACTS, _PIECES, _QUOTATIONS)]


def present_catalogue(network: str, text: str, topic: str = "") -> list[CatalogueLine]:
    """Search what anybody may read of a network: figures and facts, then what its rooms hold, then members’ words.

    Without words, what was written last comes first. `topic`: one of `catalogue_topics`, or empty.
    The queries are those of the search, and of the members of each figure shown.
    """
    catalogue = search_catalogue(network, text, topic)
    # read backwards, so that the best one of each measure is the last to be set
    first = {entry.item.members: entry for entry in reversed(catalogue)}
    figures = [_line(network, entry, is_first=first[entry.item.members] is entry) for entry in catalogue]
    pieces = _pieces(network, text) if topic in {"", _PIECES.fr} else []
    quotations = search_quotations(network, text) if topic in {"", _QUOTATIONS.fr} else []
    written = [*figures, *pieces] if text.strip() else [*pieces, *figures]
    return [*written, *map(_quotation, quotations)]


def _pieces(network: str, text: str) -> list[CatalogueLine]:
    """What the rooms find besides figures and facts, and that anybody may read; what is invented, where all is."""
    is_invented = get_network(network).is_invented
    hits = {
        cited_ref(hit.ref): hit
        for hit in (evidence_hits(text, PUBLIC) if text.strip() else recent_evidence(network, PUBLIC))
        if is_invented >= hit.is_invented and citation_mark(hit.ref)
    }
    public = existing_evidence([ref for ref in hits if ref.kind != FACT], reader=PUBLIC)
    lines = (_piece(hit) for ref, hit in hits.items() if ref in public)
    return list(islice(lines, _MOST_PIECES))


def _piece(hit: SearchHit) -> CatalogueLine:
    mark = citation_mark(hit.ref)
    return CatalogueLine(
        topic=hit.kind,
        label=hit.title,
        printed="",
        facts=shortened(hit.excerpt, _LONGEST),
        url=hit.url,
        marks=[(words(_CALLED), mark, False), (words(_TITLE), f"« {as_typed(hit.title)} » {mark}", False)],
    )


def _quotation(quotation: FoundQuotation) -> CatalogueLine:
    text = " ".join(quotation.text.split())
    author = quotation.author or words(Text("une collectivité", "one of the members"))
    group = words(quotation.group)
    mark = f"> « {as_typed(text)} » — {author}, {group}."
    return CatalogueLine(
        topic=words(_QUOTATIONS),
        label=f"« {shortened(text, _LONGEST)} »",
        printed="",
        facts=f"{author}, {group}, {shortened(words(quotation.question), _LONGEST)}",
        url="",
        marks=[(words(_QUOTED), mark, True)],
    )


def _line(network: str, entry: FoundFigure, *, is_first: bool) -> CatalogueLine:
    """Lay out one line; marks about all the members are proposed once for each measure."""
    figure = entry.item.figure
    view = present_figure(figure)
    proposals = list(_mark_proposals(entry)) if entry.fact else []
    if figure.is_known and figure.has_evidence:
        members = entry.item.members if is_first else ""
        ranked = ranked_members(network, members)
        proposals = [*propose_marks(figure, _readable(figure), members, ranked), *proposals]
    return CatalogueLine(
        topic=words(entry.topic),
        label=", ".join(part for part in (typeset(words(figure.label)), entry.item.place) if part),
        printed=view.quantity if figure.is_known else "",
        facts=", ".join(part for part in (view.period, view.coverage, view.state) if part and part != view.quantity),
        url=view.trace_url if figure.is_known else "",
        marks=[(words(proposal.label), proposal.mark, proposal.is_block) for proposal in proposals],
    )


def _readable(figure: Figure) -> ReadableNumber | None:
    shown = readable_figure(figure)
    value, readable = file_numbers(figure).value, file_numbers(shown).value
    if value is None or readable is None or value <= 0 or figure.unit.code.startswith("stated:"):
        return None
    return ReadableNumber(value=readable, unit=words(shown.unit.written(readable)), factor=value / readable)


def _mark_proposals(figure: FoundFigure) -> list[MarkProposal]:
    fact = figure.fact
    if fact is None:
        return []
    text = " ".join(fact.statement_fr.replace("[", "(").replace("]", ")").split())
    return [
        MarkProposal(label=_CALLED, mark=f"[@{fact.id}]"),
        MarkProposal(label=_QUOTED, mark=f"> {text} [@{fact.id}]", is_block=True),
    ]
