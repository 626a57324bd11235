"""What is kept of passages put on the frame: for whom, read back from the database, and whether it still stands."""

import pytest

from autan.cooperation.crossreading.actions.alignments import AlignmentInput, align_passages, draw_second_reading
from autan.cooperation.crossreading.core.alignments import AlignmentDecision, DecisionState, state_of
from autan.cooperation.crossreading.core.passages import Passage, draw_passages
from autan.cooperation.crossreading.models import Alignment, SecondReading
from autan.cooperation.crossreading.queries.readings import find_passage, frame_of, network_reading
from autan.ground.errors import DomainError, NotAllowedError
from autan.people.accounts.models import Person
from autan.people.journal.core import ChangedSinceError
from autan.people.journal.models import JournalEntry
from autan.territories.networks.models import Network
from tests.cast import Cast


def passage(key: str = "action:isoler") -> Passage:
    return find_passage("essai", key)


def put(network: Network, *domains: str, key: str = "action:isoler", by: Person | None = None, **more: int) -> None:
    theme = "building" if domains else ""
    align_passages(
        by=by,
        network=network,
        alignment_inputs=[AlignmentInput(passage=passage(key), domains=domains, theme=theme, **more)],
    )


def kept(key: str = "action:isoler") -> tuple[int, list[str], str, bool]:
    row = Alignment.objects.get(passage=key)
    return row.revision, row.domains, row.theme, row.is_accepted


def test_each_decision_on_a_passage_is_written_over_the_one_before(plans: Network, people: Cast) -> None:
    put(plans, "d3_demand", by=people.officer)
    assert kept() == (1, ["d3_demand"], "building", True)
    put(plans, "d1_ghg", "d3_demand", by=people.coordinator, seen=1)
    assert kept() == (2, ["d1_ghg", "d3_demand"], "building", True)
    assert Alignment.objects.get().by_id == people.coordinator.pk
    put(plans, by=people.officer, seen=2)
    assert kept() == (3, [], "", False)
    assert Alignment.objects.get().by_id == people.officer.pk
    row = Alignment.objects.get()
    assert (row.plan, row.text, row.fingerprint) == ("ici-pcaet", passage().text, passage().fingerprint)
    assert row.frame_version == frame_of(plans).version


def test_new_and_known_passages_are_written_together_with_a_line_a_plan(plans: Network) -> None:
    put(plans, "d3_demand")
    inputs = [
        AlignmentInput(passage=passage(), seen=1),
        AlignmentInput(passage=passage("action:la-isoler"), domains=("d1_ghg",), theme="building", seen=0),
    ]
    align_passages(by=None, network=plans, alignment_inputs=inputs)
    assert kept() == (2, [], "", False)
    assert kept("action:la-isoler") == (1, ["d1_ghg"], "building", True)
    lines = {line.object_id: line for line in JournalEntry.objects.order_by("-pk")[:2]}
    assert {plan: line.summary for plan, line in lines.items()} == {
        "ici-pcaet": "Lecture croisée : 0 passage(s) aligné(s), 1 laissé(s) hors du cadre",
        "la-pcaet": "Lecture croisée : 1 passage(s) aligné(s), 0 laissé(s) hors du cadre",
    }
    assert [change.field for change in lines["la-pcaet"].changes] == ["action:la-isoler"], "no passage of another plan"


@pytest.mark.parametrize("seen", [0, 2, 3])
def test_a_decision_on_another_revision_than_the_one_seen_writes_nothing(plans: Network, seen: int) -> None:
    put(plans, "d3_demand")
    lines = JournalEntry.objects.count()
    with pytest.raises(ChangedSinceError):
        put(plans, "d1_ghg", seen=seen)
    assert (kept(), JournalEntry.objects.count()) == ((1, ["d3_demand"], "building", True), lines)
    with pytest.raises(ChangedSinceError):
        put(plans, "d1_ghg", key="action:dire", seen=1)
    assert not Alignment.objects.filter(passage="action:dire").exists(), "nobody had decided of it"


@pytest.mark.parametrize("who", ["contributor", "reader", "outsider"])
def test_who_is_in_charge_of_no_member_decides_of_nothing(plans: Network, people: Cast, who: str) -> None:
    lines = JournalEntry.objects.count()
    with pytest.raises(NotAllowedError, match="lisent les plans sur le cadre"):
        put(plans, "d3_demand", by=getattr(people, who))
    assert (Alignment.objects.count(), JournalEntry.objects.count()) == (0, lines)


def test_another_network_decides_and_draws_nothing(plans: Network, neighbour: Person) -> None:
    with pytest.raises(NotAllowedError):
        put(plans, "d3_demand", by=neighbour)
    put(plans, "d3_demand")
    with pytest.raises(NotAllowedError):
        draw_second_reading(by=neighbour, network=plans, seed=1)
    assert not SecondReading.objects.exists()


def test_what_is_drawn_is_what_stands_decided_today(plans: Network, people: Cast) -> None:
    with pytest.raises(DomainError, match="rien n’est encore lu"):
        draw_second_reading(by=people.coordinator, network=plans, seed=1)
    put(plans, "d3_demand")
    put(plans, key="action:la-isoler")
    draw = draw_second_reading(by=people.coordinator, network=plans, seed=1)
    decided = ["action:isoler", "action:la-isoler"]
    assert draw.passages == list(draw_passages(decided, seed=1)), "no passage that nobody decided of"
    assert (draw.seed, draw.frame_version, draw.by_id) == (1, frame_of(plans).version, people.coordinator.pk)
    assert JournalEntry.objects.latest("pk").summary.endswith("passages sur 2, graine 1")
    Alignment.objects.filter(passage="action:isoler").update(fingerprint="changed")
    again = draw_second_reading(by=people.coordinator, network=plans, seed=1)
    assert again.passages == ["action:la-isoler"], "what changed since is to be read again first"


def decision(**changes: object) -> AlignmentDecision:
    frame = frame_of(Network.objects.get(slug="essai"))
    fields = {
        "passage": "action:isoler",
        "domains": ("d3_demand",),
        "theme": "building",
        "is_accepted": True,
        "fingerprint": passage().fingerprint,
        "frame_version": frame.version,
    }
    return AlignmentDecision(**fields | changes)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, DecisionState.STANDS),
        ({"frame_version": "older"}, DecisionState.STANDS),
        ({"domains": ("gone",)}, DecisionState.FRAME_CHANGED),
        ({"theme": "gone"}, DecisionState.FRAME_CHANGED),
        ({"fingerprint": "other"}, DecisionState.TEXT_CHANGED),
        ({"fingerprint": "other", "theme": "gone"}, DecisionState.TEXT_CHANGED),
        ({"is_accepted": False, "domains": ()}, DecisionState.STANDS),
        ({"is_accepted": False, "domains": (), "frame_version": "older"}, DecisionState.FRAME_CHANGED),
    ],
)
def test_a_decision_stands_while_neither_its_text_nor_what_it_rests_on_changed(
    plans: Network, changes: dict[str, object], state: DecisionState
) -> None:
    assert state_of(decision(**changes), passage(), frame_of(plans)) is state
    assert state_of(None, passage(), frame_of(plans)) is DecisionState.NONE


def test_a_frame_holds_all_its_domains_together_and_none_that_it_lacks(network: Network) -> None:
    frame = frame_of(network)
    every, theme = [domain.code for domain in frame.domains], frame.themes[-1].code
    assert [frame.holds(codes, theme) for codes in (every, every[:1], [])] == [True] * 3
    assert [frame.holds(codes, theme) for codes in ([*every, "gone"], ["gone"])] == [False] * 2
    assert not frame.holds(every, "gone")


def test_cells_of_a_passage_are_those_of_a_decision_that_stands(plans: Network) -> None:
    assert decision(domains=("d1_ghg", "d3_demand")).cells == (("d1_ghg", "building"), ("d3_demand", "building"))
    assert decision(is_accepted=False).cells == ()
    put(plans, "d3_demand")

    def cells() -> list[tuple[object, ...]]:
        members = network_reading("essai").members
        return [read.cells for member in members for read in member.read if read.passage.key == "action:isoler"]

    assert cells() == [(("d3_demand", "building"),)]
    Alignment.objects.update(fingerprint="changed")
    put(plans, key="action:dire")
    assert cells() == [()]
