"""What is stated of a territory and of its duties: by whom, with which source, once in the journal."""

from datetime import date
from typing import Any

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import DomainError, NotAllowedError, UnknownError
from autan.ground.texts.core.dates import PartialDate
from autan.people.journal.models import JournalEntry
from autan.plans.obligations.actions import record_duties, state_act, state_competence, withdraw_act
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.queries.duties import acts_in
from autan.plans.obligations.queries.records import competences_of
from autan.plans.plans.models import DutyRecord, StatedCompetence, StatedDuty
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.plans.conftest import MURETAIN, SICOVAL

TODAY = date(2026, 11, 30)
PROOF = EvidenceRef(kind="competence-base", key=SICOVAL)
MAY = ("coordinator", "officer")
MAY_NOT = ("contributor", "reader", "outsider")


def last_line() -> JournalEntry:
    line = JournalEntry.objects.first()
    assert line is not None
    return line


def test_a_competence_stated_with_its_source_stands_over_the_base(people: Cast, member: Territory):
    before = {reading.competence.code: reading for reading in competences_of([SICOVAL])[SICOVAL]}
    assert before["scot"].holding is Holding.HELD
    stated = {"territory": member, "competence": "scot"}
    state_competence(by=people.officer, **stated, holding=Holding.NOT_HELD, source="  Statuts " + "x" * 300)
    after = {reading.competence.code: reading for reading in competences_of([SICOVAL])[SICOVAL]}
    assert (after["scot"].holding, after["scot"].is_by_hand) == (Holding.NOT_HELD, True)
    kept = StatedCompetence.objects.get()
    assert (kept.stated_by_name, kept.source) == (people.officer.name, "Statuts " + "x" * 292)
    line = last_line()
    assert (line.act, line.object_id, line.network, line.by_name) == (
        "state_competence",
        SICOVAL,
        "essai",
        people.officer.name,
    )
    assert (line.summary, line.details["source"]) == ("Compétence déclarée : scot, non", kept.source)
    state_competence(by=people.coordinator, **stated, holding=Holding.HELD, source="Arrêté")
    again = StatedCompetence.objects.get()  # the last stands
    assert (again.holding, again.source, again.stated_by_name) == ("held", "Arrêté", people.coordinator.name)


def test_a_competence_without_source_or_unknown_or_of_others_is_not_stated(people: Cast, member: Territory):
    stated: dict[str, Any] = {"territory": member, "competence": "scot", "holding": Holding.HELD, "source": "Statuts"}
    with pytest.raises(DomainError, match="source"):
        state_competence(by=people.officer, **stated | {"source": " "})
    with pytest.raises(DomainError, match="inconnue"):
        state_competence(by=people.officer, **stated | {"competence": "magic"})
    for who in MAY_NOT:
        with pytest.raises(NotAllowedError):
            state_competence(by=getattr(people, who), **stated)
    assert not StatedCompetence.objects.exists()


def test_duties_are_recorded_by_the_coordination_under_a_known_rule(people: Cast, network: Network):
    population = {"inhabitants": 60_000, "year": 2012, "perimeter": "same", "compared_with": 2012}
    members: list[dict[str, Any]] = [
        {"siren": MURETAIN, "populations": [population]},
        {"siren": SICOVAL, "created_on": date(2001, 1, 1)},
    ]
    for who in ("officer", *MAY_NOT):
        with pytest.raises(NotAllowedError):
            record_duties(by=getattr(people, who), network=network, rule="pcet_2012", members=members, statements=[])
    with pytest.raises(DomainError, match="règle inconnue"):
        record_duties(by=people.coordinator, network=network, rule="moon", members=members, statements=[])
    wrong = [members[1], {"siren": MURETAIN, "populations": [population | {"perimeter": "round"}]}]
    with pytest.raises(ValueError, match="round"):
        record_duties(by=people.coordinator, network=network, rule="pcet_2012", members=wrong, statements=[])
    assert not DutyRecord.objects.exists()

    def record(*statements: dict[str, Any]) -> tuple[int, int]:
        """Return what is told of a record, and how many lines of the journal it leaves."""
        before, given = JournalEntry.objects.count(), {"members": members, "statements": statements}
        told = record_duties(by=people.coordinator, network=network, rule="pcet_2012", **given)
        return told, JournalEntry.objects.count() - before

    assert record() == (2, 1)
    assert (last_line().act, last_line().object_id, last_line().network) == ("record_duties", "essai", "essai")
    assert record() == (2, 0)  # nothing has changed
    kept = {row.siren: row for row in DutyRecord.objects.all()}
    assert (kept[MURETAIN].populations, kept[MURETAIN].created_on) == ([population], None)
    assert (kept[SICOVAL].populations, kept[SICOVAL].created_on) == ([], date(2001, 1, 1))
    said = {"siren": "", "says": "none", "evidence": [["fact", "W168"]]}
    assert (record(said), record(said)) == ((2, 1), (2, 0))
    stated = StatedDuty.objects.get()
    assert (stated.rule, stated.siren, stated.says, stated.evidence) == ("pcet_2012", "", "none", [["fact", "W168"]])
    elsewhere = said | {"evidence": [["fact", "W003"]]}
    assert (record(elsewhere), record(elsewhere, elsewhere)) == ((2, 1), (2, 0))
    assert StatedDuty.objects.get().evidence == [["fact", "W003"]]
    members[1]["created_on"] = date(2002, 1, 1)
    assert record(elsewhere) == (2, 1)
    assert DutyRecord.objects.get(siren=SICOVAL).created_on == date(2002, 1, 1)


def state(people: Cast, member: Territory, when: str, who: str = "officer", **changed: Any) -> None:
    date_of_act = PartialDate.parse(when)
    assert date_of_act is not None
    usual = {"rule": "beges", "act": "Bilan publié", "is_done": True, "evidence": [PROOF], "today": TODAY}
    state_act(by=getattr(people, who), territory=member, when=date_of_act, **usual | changed)


def acts() -> list[tuple[str, str, str, bool]]:
    stated = acts_in(DutyRecord.objects.filter(siren=SICOVAL).first())
    return [(act.rule, str(act.when), act.label.fr, act.is_done) for act in stated]


def test_an_act_is_kept_once_for_each_rule_and_date(people: Cast, member: Territory):
    assert acts() == []
    state(people, member, "2024-06", act="  Bilan " + "x" * 300)
    assert acts() == [("beges", "2024-06", "Bilan " + "x" * 294, True)]
    line = last_line()
    assert (line.act, line.object_id, line.network, line.by_name) == (
        "state_act",
        SICOVAL,
        "essai",
        people.officer.name,
    )
    assert line.summary == "Acte déclaré : Bilan des émissions de gaz à effet de serre (BEGES), 2024-06"
    assert line.details["is_done"] is True
    state(people, member, "2024")
    state(people, member, "2024-06", rule="plh", act="PLH adopté")
    state(people, member, "2024-06", "coordinator", is_done=False, act="Rien en ligne")
    assert acts() == [
        ("beges", "2024", "Bilan publié", True),
        ("plh", "2024-06", "PLH adopté", True),
        ("beges", "2024-06", "Rien en ligne", False),  # over the first
    ]
    (proved, *_others) = acts_in(DutyRecord.objects.get(siren=SICOVAL))
    assert (proved.evidence, proved.address, proved.table) == ((PROOF,), "", "")


@pytest.mark.parametrize(
    ("when", "changed", "words"),
    [
        ("2024", {"rule": "lune"}, "aucune obligation"),
        ("2024", {"rule": "sdirve"}, "aucune obligation"),  # an option
        ("2024", {"act": " "}, "ses mots et ce qui l’établit"),
        ("2024", {"evidence": []}, "ses mots et ce qui l’établit"),
        ("2026-12-01", {}, "à venir"),
        ("2026-12", {}, "à venir"),
        ("2010-07-13", {}, "antérieur à l’obligation, en vigueur depuis le 14\u00a0juillet\u00a02010"),
        ("2010-06", {}, "antérieur à l’obligation"),
    ],
)
def test_an_act_that_cannot_be_is_not_kept(people: Cast, member: Territory, when: str, changed, words: str):
    with pytest.raises(DomainError, match=words):
        state(people, member, when, **changed)
    assert not DutyRecord.objects.exists()


@pytest.mark.parametrize("when", ["2026-11-30", "2026-11", "2010-07-14", "2010-07", "2010"])
def test_an_act_may_be_of_the_first_day_of_the_rule_or_of_today(people: Cast, member: Territory, when: str):
    state(people, member, when)
    assert [date_of_act for _rule, date_of_act, _act, _is_done in acts()] == [when]


def test_an_act_is_stated_and_taken_back_by_who_leads_the_territory_alone(people: Cast, member: Territory):
    for who in MAY:
        state(people, member, "2024", who)
    when = PartialDate(year=2024)
    for who in MAY_NOT:
        with pytest.raises(NotAllowedError):
            state(people, member, "2023", who)
        with pytest.raises(NotAllowedError):
            withdraw_act(by=getattr(people, who), territory=member, rule="beges", when=when)
    assert len(acts()) == 1
    withdraw_act(by=people.coordinator, territory=member, rule="beges", when=when)
    assert acts() == []


def test_an_act_is_taken_back_alone_and_only_where_it_was_stated(people: Cast, member: Territory):
    when = PartialDate(year=2024)
    with pytest.raises(UnknownError, match="aucun acte déclaré"):  # of a territory of which nothing was stated
        withdraw_act(by=people.officer, territory=member, rule="beges", when=when)
    for date_of_act, rule in (("2024", "beges"), ("2023", "beges"), ("2024", "plh")):
        state(people, member, date_of_act, rule=rule)
    for rule, other in (("beges", PartialDate(year=2024, month=1)), ("rapport_dd", when)):
        with pytest.raises(UnknownError, match=rule):
            withdraw_act(by=people.officer, territory=member, rule=rule, when=other)
    assert len(acts()) == 3
    withdraw_act(by=people.officer, territory=member, rule="beges", when=when)
    assert [(rule, date_of_act) for rule, date_of_act, _act, _is_done in acts()] == [("beges", "2023"), ("plh", "2024")]
    line = last_line()
    assert (line.act, line.summary, line.network) == ("withdraw_act", "Acte retiré : beges, 2024", "essai")
