"""Everything that a network holds and that a text may print, searched by words: figures, counts, facts."""

from collections.abc import Callable, Iterator
from functools import partial

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import falling_order
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import figure_of_fact
from autan.evidence.figures.queries.library import search_evidence
from autan.evidence.figures.queries.registry import PUBLIC, figure_or_none
from autan.evidence.figures.queries.traces import FoundFigure, figures_of_network, search_figures
from autan.ground.extension_points import CatalogueFigure
from autan.ground.search.core.searching import search_words
from autan.ground.wordings import Sentence, Text
from autan.publishing.living_text.core.address_marks import ANY_MEMBER, MemberMeasure
from autan.territories.networks.queries.networks import list_networks, network_members

MOST_FOUND = 12
_MOST_FACTS = 100  # of every network, before those of others are left out
_NO_MEASURE = MemberMeasure(label=Sentence("Valeur"), source=Text("Autan", "Autan"), is_ratio=True)
_find = partial(figure_or_none, reader=PUBLIC)


def search_catalogue(network: str, text: str) -> list[FoundFigure]:
    """Return what a network holds that answers some words, best first; its first figures without any word.

    The figures of the rooms are gathered once for each state of what they hold; the queries are then those of facts.
    """
    words = search_words(text)
    if not words:
        return figures_of_network(network)[:MOST_FOUND]
    ranked = search_figures(network, words, MOST_FOUND)
    ranked += [(score, _of_fact(fact)) for fact, score in _facts_of(network, words)]
    ranked.sort(key=lambda pair: -pair[0])
    return [entry for _score, entry in ranked[:MOST_FOUND]]


def ranked_members(network: str, members: str) -> list[tuple[str, Figure]]:
    """Return the members of a network whose figure of an address is known, the highest first."""
    if not members:
        return []
    figures = [(member.short_name, _find(members.format(siren=member.siren))) for member in network_members(network)]
    known = [(name, figure) for name, figure in figures if figure is not None and figure.value is not None]
    return sorted(known, key=lambda pair: falling_order(pair[1]))


def describer(network: str) -> Callable[[str], MemberMeasure]:
    """Return what says what the figure of each member of a network measures; `*` stands for the member."""
    return partial(_measure_of_pattern, network)


def _measure_of_pattern(network: str, pattern: str) -> MemberMeasure:
    for entry in figures_of_network(network):
        if entry.item.members and entry.item.members.format(siren=ANY_MEMBER) == pattern:
            figure = entry.item.figure
            return _measure(figure, entry.item.source)
    for member in network_members(network):
        other = _find(pattern.replace(ANY_MEMBER, member.siren))
        if other is not None:
            return _measure(other, _NO_MEASURE.source)
    return _NO_MEASURE


def _measure(figure: Figure, source: Text) -> MemberMeasure:
    """Return the measure of a figure with its unit, for the title of a chart."""
    label, unit = figure.label, figure.unit.symbol
    text = Sentence("{label}, en {unit}", label=label, unit=unit) if unit.fr else label
    return MemberMeasure(label=text, source=source, is_ratio=not figure.unit.is_summable)


def _facts_of(network: str, words: tuple[str, ...]) -> Iterator[tuple[Fact, float]]:
    """Facts about the members, the network or no network in particular; those of other networks are left out."""
    members = {member.siren for member in network_members(network)}
    others = tuple(other.name_fr for other in list_networks() if other.slug != network)
    for thing, score in search_evidence(words, _MOST_FACTS):
        if isinstance(thing, Fact) and (
            thing.siren in members if thing.siren else not thing.subject.startswith(others)
        ):
            yield thing, score


def _of_fact(fact: Fact) -> FoundFigure:
    source = Text(fact.source.title, fact.source.title)
    place = fact.subject if fact.siren and fact.subject not in fact.statement_fr else ""
    item = CatalogueFigure(figure=figure_of_fact(fact), source=source, place=place)
    return FoundFigure(topic=Sentence("Les faits"), item=item, fact=fact)
