"""The register: what is read of facts and sources, in which order, what is counted of them, and how they are kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from autan.evidence.figures.actions import facts as actions
from autan.evidence.figures.actions.facts import record_facts
from autan.evidence.figures.core.addresses import FactCountAddress
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.evidence.figures.core.stated_facts import Confidence, FactFilter, FactKind, StatedFact, Topic, print_of_lines
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension
from autan.evidence.figures.models import Disagreement, Fact, Resource
from autan.evidence.figures.models import Source as KeptSource
from autan.evidence.figures.queries import facts as queries
from autan.evidence.figures.queries.library import evidence_holds, search_evidence, sources_with_topics
from autan.ground.errors import ImportFileError, RuleError
from autan.ground.search.core.searching import stems
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from tests.evidence.figures.conftest import SICOVAL, fact_row

REPORT = {"slug": "rapport", "title": "Rapport d’étape", "producer": "Agence", "url": "", "published": "2014"}
PRESS = {"slug": "presse", "title": "L'écho", "producer": "Journal", "url": "", "published": ""}
SOURCE = Source(slug="delib", title="Délibération", producer="Sicoval", published="2020-10")


def stated(words: str = "Le plan est adopté.", **fields: object) -> StatedFact:
    whole: dict[str, object] = {
        "siren": SICOVAL, "subject": "Sicoval", "topic": Topic.PLAN, "period": "2020", "statement": Text(words, ""),
        "value": Decimal(12), "unit": Text("M€", "M€"), "source": SOURCE, "locator": "page 2",
        "confidence": Confidence.AUTHORITY,
    }  # fmt: skip
    return StatedFact(**(whole | fields))  # type: ignore[arg-type]  # each test gives what it changes


def take_in(*rows: dict[str, str], **more: object) -> int:
    return record_facts(by=None, file="faits.csv", sources=[REPORT, PRESS], facts=rows, **more)


def last_line() -> tuple[str, str, str, str]:
    line = JournalEntry.objects.latest("pk")
    return line.act, line.object_id, line.summary, line.network


@pytest.mark.usefixtures("register_of_facts")
def test_facts_say_whether_others_disagree() -> None:
    of_territory: Any = queries.facts_about(SICOVAL)
    assert [(fact.pk, fact.is_disputed) for fact in of_territory] == [("T1", True), ("T2", True)]
    of_network: Any = queries.facts_about("")
    assert [(fact.pk, fact.is_disputed) for fact in of_network] == [("T3", False)]
    (group,) = queries.disagreements_of("T2")
    assert (group.slug, sorted(fact.pk for fact in group.facts.all())) == ("part", ["T1", "T2"])
    assert queries.disagreements_of("T3") == []
    assert [group.slug for group in queries.list_disagreements()] == ["part"]


@pytest.mark.usefixtures("register_of_facts")
@pytest.mark.parametrize(
    ("fact_filter", "ids"),
    [
        (FactFilter(), ["T3", "T1", "T2"]),
        (FactFilter(text="PLAN vise"), ["T1", "T2"]),
        (FactFilter(text="plan 20"), ["T2"]),
        (FactFilter(text="aims"), ["T3", "T1", "T2"]),
        (FactFilter(text="réseau"), ["T3"]),
        (FactFilter(text="rien"), []),
        (FactFilter(topic=Topic.PLAN), ["T3"]),
        (FactFilter(topic=Topic.PLAN, text="aims"), ["T3"]),
        (FactFilter(kind=FactKind.MAP), []),
    ],
)
def test_facts_are_found_by_every_word_a_topic_or_a_kind(fact_filter: FactFilter, ids: list[str]) -> None:
    assert [fact.pk for fact in queries.find_facts(fact_filter)] == ids


@pytest.mark.usefixtures("register_of_facts")
def test_sources_come_the_surest_first_with_what_they_tell() -> None:
    take_in(
        fact_row("A1", confidence="authority", source="presse"),
        fact_row("A2", confidence="third_party", source="presse", topic="plan"),
        fact_row("A3", source="presse", topic="plan"),
    )
    KeptSource.objects.create(slug="table", title="Table", producer="Institut")
    sources: Any = queries.list_sources()
    assert [(source.slug, source.confidence_rank, source.fact_count) for source in sources] == [
        ("table", -1, 0),
        ("presse", 0, 4),
        ("rapport", 2, 2),
    ]
    topics = {source.slug: topics for source, topics in sources_with_topics()}
    assert topics == {"table": (), "presse": ("target", "plan"), "rapport": ("target", "plan")}
    source, facts = queries.get_source("presse")
    assert (source.title, {fact.pk for fact in facts}) == ("L'écho", {"T2", "A1", "A2", "A3"})


@pytest.mark.usefixtures("register_of_facts")
def test_what_states_something_has_the_days_of_its_source() -> None:
    refs = [EvidenceRef(kind=kind, key=key) for kind, key in (("fact", "T1"), ("fact", "T2"), ("fact", "T9"))]
    year = (date(2014, 1, 1), date(2014, 12, 31))
    assert queries.publication_days([*refs, EvidenceRef(kind="source", key="T1")]) == [year, None, None, None]


def test_a_fact_whose_lines_changed_is_told(db: None) -> None:
    lines = ["Un titre", "Le plan vise", "30 %", "Fin"]
    held = print_of_lines(lines, "lignes 2-3")
    take_in(
        fact_row("L1", locator="lignes 2-3", lines_hash=held),
        fact_row("L2", locator="lignes 2-3", lines_hash=""),
        fact_row("L3", locator="lignes 1-3", lines_hash=held),
    )
    assert [fact.pk for fact in queries.moved_facts(lines)] == ["L3"]
    assert [fact.pk for fact in queries.moved_facts(["Un titre", *lines])] == ["L1", "L3"]


def test_the_print_of_lines_is_that_of_their_words() -> None:
    lines = ["un", " deux  mots", "trois"]
    assert len(print_of_lines(lines, "1")) == 12
    assert print_of_lines(lines, "lignes 2-3") == print_of_lines(["deux", "mots trois"], "1-2")
    assert print_of_lines(lines, "2-9") == print_of_lines(lines, "2-3"), "lines beyond the end are empty"
    assert print_of_lines(lines, "") == print_of_lines([], "1") != print_of_lines(lines, "1")


@pytest.mark.usefixtures("register_of_facts")
@pytest.mark.parametrize(
    ("address", "ids"),
    [
        (FactCountAddress(place="all", topic="all"), ["T1", "T2", "T3"]),
        (FactCountAddress(place=SICOVAL, topic="all"), ["T1", "T2"]),
        (FactCountAddress(place="all", topic="plan"), ["T3"]),
        (FactCountAddress(place=SICOVAL, topic="target", words="plan-20"), ["T2"]),
        (FactCountAddress(place="all", topic="all", words="aims"), ["T1", "T2", "T3"]),
        (FactCountAddress(place=SICOVAL, topic="plan"), []),
    ],
)
def test_facts_are_counted_and_none_is_a_proven_zero(address: FactCountAddress, ids: list[str]) -> None:
    figure = queries.count_facts(address)
    assert figure is not None
    assert (figure.value, figure.known, figure.total) == (len(ids), len(ids), max(len(ids), 1))
    assert sorted(ref.key for ref in figure.evidence) == ids
    assert figure.state is (ValueState.OBSERVED if ids else ValueState.CONFIRMED_ZERO)
    assert figure.territories == ((SICOVAL,) if address.place == SICOVAL else ())


@pytest.mark.usefixtures("register_of_facts")
def test_a_count_says_its_words_and_a_topic_that_is_none_has_no_count() -> None:
    figure = queries.count_facts(FactCountAddress(place="all", topic="all", words="plan-20"))
    assert figure is not None
    assert (figure.label.fr, figure.label.en) == ("Faits du registre : plan 20", "Facts of the register: plan 20")
    whole = queries.count_facts(FactCountAddress(place="all", topic="all"))
    assert whole is not None
    assert whole.label.fr == "Faits du registre"
    assert queries.count_facts(FactCountAddress(place="all", topic="faux")) is None


@pytest.mark.usefixtures("register_of_facts")
def test_the_value_of_a_fact_is_a_figure_that_is_never_added() -> None:
    figure = queries.figure_of_fact(queries.get_fact("T1"))
    assert (figure.value, figure.known, figure.total, figure.state) == (30, 1, 1, ValueState.OBSERVED)
    assert (figure.unit.dimension, figure.unit.code) == (Dimension.SHARE, "stated:% of consumption")
    assert (str(figure.period.start), str(figure.period.end)) == ("2012-01-01", "2013-12-31")
    assert figure.evidence == (EvidenceRef(kind="fact", key="T1"),)
    silent = queries.figure_of_fact(queries.get_fact("T3"))
    assert (silent.value, silent.known, silent.total, silent.state) == (None, 0, 1, ValueState.MISSING)
    assert silent.territories == ()
    Fact.objects.filter(pk="T1").update(unit_en="GWh")
    assert queries.figure_of_fact(queries.get_fact("T1")).unit.dimension is Dimension.COUNT


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", ""),
        ("topic", "faux"),
        ("confidence", "sûr"),
        ("kind", "rumeur"),
        ("source", "absente"),
        ("locator", ""),
        ("statement_fr", ""),
        ("value", "trente"),
        ("value", "NaN"),
        ("period", "hier"),
    ],
)
def test_a_fault_refuses_the_whole_register_and_says_where(db: None, column: str, value: str) -> None:
    with pytest.raises(ImportFileError) as refusal:
        take_in(fact_row("T1"), fact_row("T2") | {column: value})
    (fault,) = refusal.value.faults
    assert (fault.row, fault.column, fault.value) == (3, column, value)
    assert not Fact.objects.exists()
    assert not KeptSource.objects.exists()


def test_facts_that_disagree_are_of_the_register(db: None) -> None:
    group = {"slug": "part", "fr": "Part", "en": "Share", "facts": ["T1", "T8"]}
    with pytest.raises(ImportFileError) as refusal:
        take_in(fact_row("T1"), disagreements=[group])
    assert [(fault.column, fault.value, fault.sheet) for fault in refusal.value.faults] == [("facts", "T8", "part")]
    assert not Fact.objects.exists()


@pytest.mark.usefixtures("register_of_facts")
def test_a_register_taken_in_again_is_brought_up_to_date() -> None:
    group = {"slug": "part", "fr": "Part revue", "en": "Share", "facts": ["T1", "T3"]}
    rows = [fact_row("T1", value="", is_invented="1"), fact_row("T3", value="0")]
    assert take_in(*rows, disagreements=[group]) == 2
    assert last_line() == ("record_facts", "faits.csv", "2 faits sourcés enregistrés, 2 sources", "")
    kept = {fact.pk: (fact.value, fact.is_invented) for fact in queries.all_facts()}
    assert kept == {"T1": (None, True), "T2": (20, False), "T3": (0, False)}
    disagreement = Disagreement.objects.get()
    assert disagreement.subject_fr == "Part revue"
    assert sorted(fact.pk for fact in disagreement.facts.all()) == ["T1", "T3"]


def test_a_source_that_somebody_typed_is_kept_as_it_is(db: None) -> None:
    kept = actions.keep_source(by=None, source=SOURCE)
    assert last_line() == ("record_source", "delib", "Source enregistrée : Délibération", "")
    again = actions.keep_source(by=None, source=replace(SOURCE, title="Autre titre"))
    assert (again.pk, again.title) == (kept.pk, "Délibération"), "it may be cited"
    renewed = actions.record_source(by=None, source=replace(SOURCE, title="Autre titre", published=""))
    assert (renewed.pk, renewed.title, renewed.published) == (kept.pk, "Autre titre", "")
    assert last_line()[2] == "Source mise à jour : Autre titre"


def test_one_fact_or_many_are_kept_in_one_act(db: None) -> None:
    (fact,) = actions.keep_stated_facts(by=None, facts=[stated()], network="essai", is_invented=True)
    assert last_line() == ("keep_stated_facts", fact.id, "Fait enregistré : Sicoval", "essai")
    kept = queries.get_fact(fact.id)
    assert (kept.value, kept.source.slug, kept.is_invented, kept.topic) == (12, "delib", True, "plan")
    many = [stated(value=Decimal(13)), stated("Autre chose."), stated("Autre chose.")]
    assert len(actions.keep_stated_facts(by=None, facts=many, network="essai", is_invented=False)) == 2
    assert last_line() == ("keep_stated_facts", "essai", "2 faits enregistrés", "essai")
    assert {row.value for row in queries.all_facts()} == {12, 13}
    before = JournalEntry.objects.count()
    assert actions.keep_stated_facts(by=None, facts=[], network="essai", is_invented=False) == []
    assert JournalEntry.objects.count() == before


def test_the_identifier_of_a_fact_is_what_is_said_of_whom_and_where() -> None:
    one = stated()
    assert len(one.id) == 11
    assert one.id == stated(value=None, period="", subject="Autre").id
    others = [stated("Autre."), stated(siren=""), stated(locator="page 3"), stated(source=replace(SOURCE, slug="x"))]
    assert len({one.id, *(other.id for other in others)}) == 5
    assert stated(siren="", subject="Autre").id != stated(siren="").id


@pytest.mark.usefixtures("register_of_facts")
def test_only_a_fact_recorded_here_on_which_nothing_rests_is_withdrawn() -> None:
    (fact,) = actions.keep_stated_facts(by=None, facts=[stated()], network="essai", is_invented=False)
    resource = Resource.objects.create(slug="x", kind="document", title="X", fact=fact, tags=[])
    group = Disagreement.objects.create(slug="autre", subject_fr="A", subject_en="A")
    for refused in (queries.get_fact("T3"), fact):
        with pytest.raises(RuleError, match="ne peut pas être retiré"):
            actions.withdraw_fact(by=None, fact=refused, network="essai")
    resource.delete()
    group.facts.add(fact)
    with pytest.raises(RuleError, match="autre chose repose sur lui"):
        actions.withdraw_fact(by=None, fact=fact, network="essai")
    group.delete()
    key = fact.id
    actions.withdraw_fact(by=None, fact=fact, network="essai")
    assert last_line() == ("withdraw_fact", key, "Fait retiré : Sicoval", "essai")
    details = JournalEntry.objects.latest("pk").details
    assert details == {"statement": "Le plan est adopté.", "source": "Délibération", "locator": "page 2"}
    assert not Fact.objects.filter(pk=key).exists()


@pytest.mark.usefixtures("register_of_facts")
def test_facts_about_a_network_follow_its_name() -> None:
    Fact.objects.filter(pk="T1").update(subject="Réseau")
    assert actions.rename_subject(before="Réseau", after="Réseau") == 0
    assert actions.rename_subject(before="Inconnu", after="Autre") == 0
    assert actions.rename_subject(before="Réseau", after="Dialogue") == 1
    assert {fact.pk: fact.subject for fact in queries.all_facts()} == {
        "T1": "Réseau",
        "T2": "Sicoval",
        "T3": "Dialogue",
    }


@pytest.mark.usefixtures("register_of_facts")
def test_the_register_is_searched_as_it_is_now() -> None:
    assert [item.pk for item, _score in search_evidence(("vise", "20"), 5)] == ["T2"]
    assert len(search_evidence(("plan",), 1)) == 1
    (guide,), (absent,) = stems("guides"), stems("absente")
    assert (evidence_holds(guide), evidence_holds(absent)) == (True, False)
    take_in(fact_row("T4", statement_fr="Une chose absente."))
    assert evidence_holds(absent), "what was written since is found"
