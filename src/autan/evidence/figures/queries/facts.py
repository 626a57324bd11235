"""The only readers of sources and facts."""

from collections.abc import Sequence
from fractions import Fraction

from django.db.models import Case, Count, Exists, IntegerField, Min, OuterRef, Prefetch, Q, QuerySet, When
from django.db.models.functions import Coalesce

from autan.evidence.figures.core.addresses import FactAddress, FactCountAddress
from autan.evidence.figures.core.deadlines import Days
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.sources import Source as CoreSource
from autan.evidence.figures.core.stated_facts import Confidence, FactFilter, Topic, print_of_lines
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension, Unit, get_unit
from autan.evidence.figures.models import Disagreement, Fact, Source
from autan.evidence.figures.queries.registry import find_published
from autan.ground.errors import UnknownError, known
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

_ANY = "all"


class UnknownEvidenceError(UnknownError):
    """No source or fact has this identifier."""

    def __init__(self, key: str) -> None:
        super().__init__("aucune source ni fait «\u202f{key}\u202f»", key=key)


def get_fact(fact_id: str) -> Fact:
    """Return one fact with its source. One query."""
    fact = Fact.objects.select_related("source").filter(pk=fact_id).first()
    return known(fact, fact_id, UnknownEvidenceError)


def facts_about(siren: str) -> Sequence[Fact]:
    """Return the facts about a territory (about the network as a whole when `siren` is empty). One query."""
    return list(_with_disputes(Fact.objects.filter(siren=siren)))


def _with_disputes(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Add the source of each fact, and whether others disagree with it as `is_disputed`."""
    disputes = Disagreement.facts.through.objects.filter(fact_id=OuterRef("pk"))
    return facts.select_related("source").annotate(is_disputed=Exists(disputes))


def facts_by_id(ids: Sequence[str]) -> dict[str, Fact]:
    """Return the facts of these identifiers, those that exist. One query."""
    return Fact.objects.select_related("source").in_bulk(list(ids))


def publication_days(refs: Sequence[EvidenceRef]) -> list[Days | None]:
    """Return the days on which what states something may have been published; None where it bears no date. One query.

    Facts have the date of their source; other evidence is not dated here.
    """
    facts = facts_by_id([ref.key for ref in refs if ref.kind == "fact"])
    dated = [facts[ref.key].source.published if ref.kind == "fact" and ref.key in facts else "" for ref in refs]
    dates = [PartialDate.parse(published) for published in dated]
    return [(when.first_day, when.last_day) if when else None for when in dates]


def moved_facts(lines: Sequence[str]) -> list[Fact]:
    """Return the facts whose lines of a document no longer say what they said when the fact was read. One query.

    Only the facts that keep a print of their lines are looked at.
    """
    printed = Fact.objects.exclude(lines_hash="").select_related("source")
    return [fact for fact in printed if print_of_lines(lines, fact.locator) != fact.lines_hash]


def all_facts() -> Sequence[Fact]:
    """Return every fact. One query."""
    return list(Fact.objects.all())


def find_facts(fact_filter: FactFilter) -> QuerySet[Fact]:
    """Return the facts that a filter keeps, by topic; not read yet."""
    facts = _with_disputes(Fact.objects.all())
    for word in fact_filter.text.split():
        facts = facts.filter(
            Q(statement_fr__icontains=word) | Q(statement_en__icontains=word) | Q(subject__icontains=word)
        )
    chosen = {"topic": fact_filter.topic, "kind": fact_filter.kind}
    facts = facts.filter(**{name: member.value for name, member in chosen.items() if member})
    order = Case(*(When(topic=member.value, then=rank) for rank, member in enumerate(Topic)), default=len(Topic))
    return facts.order_by(order, "id")


def list_disagreements() -> Sequence[Disagreement]:
    """Return every group of facts that disagree, with the facts. Two queries."""
    facts = Prefetch("facts", queryset=Fact.objects.select_related("source"))
    return list(Disagreement.objects.prefetch_related(facts))


def disagreements_of(fact_id: str) -> Sequence[Disagreement]:
    """Return the groups in which a fact disagrees with others, with these. Two queries."""
    facts = Prefetch("facts", queryset=Fact.objects.select_related("source"))
    return list(Disagreement.objects.filter(facts__id=fact_id).prefetch_related(facts))


def list_sources() -> Sequence[Source]:
    """Return every source, the surest first, by producer then title. One query.

    Each has the number of its facts as `fact_count` and, as `confidence_rank`, the rank in `Confidence` of the
    surest that states one of them; -1 for a source without facts: data, a register, a document of reference.
    """
    ranks = (When(facts__confidence=level.value, then=rank) for rank, level in enumerate(Confidence))
    confidence_rank = Coalesce(Min(Case(*ranks, output_field=IntegerField())), -1)
    counted = Source.objects.annotate(fact_count=Count("facts"), confidence_rank=confidence_rank)
    return list(counted.order_by("confidence_rank", "producer", "title"))


def get_source(slug: str) -> tuple[CoreSource, list[Fact]]:
    """Return one source with the facts read in it: recorded, else known to a room. Two queries."""
    source = Source.objects.prefetch_related("facts").filter(slug=slug).first()
    if source is not None:
        return source.as_core(), list(source.facts.all())
    return known(find_published(slug), slug, UnknownEvidenceError), []


def count_facts(address: FactCountAddress) -> Figure | None:
    """Return how many facts the register holds about a territory, on a topic, with some words; None for no topic.

    What was not found is a claim on this number: it falls when a fact is added that may tell it. One query.
    """
    chosen = {"siren": address.place, "topic": address.topic}
    facts = Fact.objects.filter(**{name: value for name, value in chosen.items() if value != _ANY})
    for word in address.words.split("-"):
        facts = facts.filter(Q(statement_fr__icontains=word) | Q(statement_en__icontains=word))
    if address.topic not in {_ANY, *Topic}:
        return None
    ids = list(facts.values_list("id", flat=True))
    about = f" : {address.words.replace('-', ' ')}" if address.words else ""
    return Figure(
        id=str(address),
        label=Text(f"Faits du registre{about}", f"Facts of the register{about.replace(' :', ':')}"),
        value=len(ids),
        unit=get_unit("count"),
        period=Period.undated(),
        territories=(address.place,) if address.place != _ANY else (),
        known=len(ids),
        total=max(len(ids), 1),
        part=Sentence("faits"),
        state=ValueState.OBSERVED if ids else ValueState.CONFIRMED_ZERO,
        boundary="register",
        method=Method(
            name="count_facts",
            formula=Sentence("faits que le registre contient, comptés un à un"),
        ),
        evidence=tuple(EvidenceRef(kind="fact", key=key) for key in ids),
    )


def figure_of_fact(fact: Fact) -> Figure:
    """Return the value of a fact as a figure: published, taken as its source states it.

    Its unit is that of the statement and converts into nothing: it is never added to a computed figure.
    """
    unit = Unit(
        code=f"stated:{fact.unit_en}",
        symbol=Text(fact.unit_fr, fact.unit_en),
        dimension=Dimension.SHARE if fact.unit_en.startswith("%") else Dimension.COUNT,
        factor=Fraction(1),
        decimals=0,
    )
    value = None if fact.value is None else float(fact.value)
    return Figure(
        id=str(FactAddress(fact_id=fact.id)),
        label=fact.statement,
        value=value,
        unit=unit,
        period=Period.parse(fact.period),
        territories=(fact.siren,) if fact.siren else (),
        known=0 if value is None else 1,
        total=1,
        part=Sentence("énoncé"),
        state=ValueState.MISSING if value is None else ValueState.OBSERVED,
        boundary=f"stated:{fact.id}",
        method=Method(name="published", formula=Sentence("valeur reprise telle que la source l’énonce")),
        evidence=(EvidenceRef(kind="fact", key=fact.id),),
    )
