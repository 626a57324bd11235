"""The frame, decisions that stand or do not, suggestions, shared orientations, and how far two people agree."""

from dataclasses import replace
from datetime import date

import pytest

from autan.cooperation.crossreading.core.addresses import CrossreadAddress, ReadingKey
from autan.cooperation.crossreading.core.alignments import (
    LEAST_RESEMBLANCE,
    AlignmentDecision,
    CoverageStatus,
    DecisionState,
    MemberReading,
    read_members,
    state_of,
    suggest,
    withdrawn,
)
from autan.cooperation.crossreading.core.frame import FrameDomain, FrameError, FrameTheme, extend_frame
from autan.cooperation.crossreading.core.orientations import (
    FrameReading,
    carried_alone,
    read_cell,
    themes_carried,
)
from autan.cooperation.crossreading.core.passages import (
    Passage,
    PassageKind,
    Strength,
    action_strength,
    agreement_figure,
    agreement_note,
    draw_passages,
    measure_agreement,
)
from autan.cooperation.crossreading.importers import shipped_frame
from autan.cooperation.crossreading.templatetags.crossreading import k_of_n
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.deadlines import Presence
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from tests.filled_documents import plain

FRAME = shipped_frame()
NAMES = {"1": "Un", "2": "Deux", "3": "Trois"}


def passage(key="a", text="Rénover les logements", **fields) -> Passage:
    """Make a passage of the first member."""
    held = {"kind": PassageKind.ACTION, "plan": "p1", "sirens": ("1",), "strength": Strength.AIM}
    return Passage(key=key, text=text, ref=EvidenceRef(kind="action", key=key), **{**held, **fields})


def decide(held: Passage, *domains: str, theme: str = "building", version: str = FRAME.version) -> AlignmentDecision:
    """Put a passage on domains, or leave it out."""
    return AlignmentDecision(
        passage=held.key,
        domains=domains,
        theme=theme if domains else "",
        is_accepted=bool(domains),
        fingerprint=held.fingerprint,
        frame_version=version,
    )


def test_the_frame_holds_the_nine_domains_of_the_law_and_is_dated() -> None:
    assert [domain.short for domain in FRAME.domains] == [f"D{rank}" for rank in range(1, 10)]
    assert FRAME.since == date(2016, 6, 28)
    assert FRAME.domain_of("ghg") == "d1_ghg"
    assert FRAME.domain_of("nothing") == ""
    with pytest.raises(FrameError):
        FRAME.domain("d10")
    with pytest.raises(FrameError):
        FRAME.theme("nothing")


def test_a_frame_is_extended_by_a_later_version_alone() -> None:
    theme = FrameTheme(code="sea", label=Text("Mer", "Sea"))
    later = extend_frame(FRAME, version="v2", since=date(2026, 1, 1), themes=[theme])
    assert later.holds(["d1_ghg"], "sea")
    assert not FRAME.holds(["d1_ghg"], "sea")
    taken = FrameDomain(code="sea", short="D10", label=Text("Mer", "Sea"))
    for wrong in ({}, {"domains": [taken], "themes": [theme]}, {"themes": [theme], "since": date(2000, 1, 1)}):
        with pytest.raises(FrameError):
            extend_frame(FRAME, version="v2", **{"since": date(2026, 1, 1), **wrong})


def test_a_decision_stands_until_its_passage_or_its_frame_changes() -> None:
    held = passage()
    grown = replace(FRAME, version="v2")
    assert state_of(None, held, FRAME) is DecisionState.NONE
    accepted, refused = decide(held, "d3_demand"), decide(held)
    assert state_of(accepted, held, FRAME) is state_of(refused, held, FRAME) is DecisionState.STANDS
    assert state_of(accepted, held, grown) is DecisionState.STANDS
    assert state_of(refused, held, grown) is DecisionState.FRAME_CHANGED
    assert state_of(accepted, held, replace(FRAME, themes=())) is DecisionState.FRAME_CHANGED
    changed = replace(held, text="Rénover les écoles")
    assert state_of(accepted, changed, FRAME) is DecisionState.TEXT_CHANGED
    assert refused.cells == ()


def test_what_a_plan_no_longer_holds_is_told_and_not_counted() -> None:
    held, gone = passage(), passage("gone")
    decisions = {each.key: decide(each, "d1_ghg") for each in (held, gone)} | {"out": decide(passage("out"))}
    assert withdrawn(decisions, [held]) == ("gone",)


def members(stated_whole=("1",)):
    """Three members: one stated complete and read whole, one half read, one without a plan recorded."""
    first = passage("a", strength=Strength.FUNDED)
    second = passage("b", text="Planter des haies", sirens=("1", "9"))
    third = passage("c", plan="p2", sirens=("2",))
    fourth = passage("d", text="Autre chose", plan="p2", sirens=("2",))
    decisions = {
        "a": decide(first, "d1_ghg", "d3_demand"),
        "b": decide(second),
        "c": decide(third, "d3_demand"),
    }
    passages = [first, second, third, fourth]
    return read_members({"1": "p1", "2": "p2", "3": ""}, passages, decisions, FRAME, stated_whole)


def test_nothing_is_absent_but_from_a_plan_stated_complete_and_read_whole() -> None:
    one, two, three = members()
    assert (one.is_whole, two.is_whole, three.is_whole) == (True, False, False)
    assert [each.coverage("d3_demand") for each in (one, two, three)] == [
        CoverageStatus.CARRIED,
        CoverageStatus.CARRIED,
        CoverageStatus.NO_PLAN,
    ]
    assert [each.coverage("d9_adaptation") for each in (one, two, three)] == [
        CoverageStatus.ABSENT,
        CoverageStatus.UNREAD,
        CoverageStatus.NO_PLAN,
    ]
    silent = members(stated_whole=())[0]
    assert (silent.is_whole, silent.coverage("d9_adaptation")) == (True, CoverageStatus.OPEN)
    assert members(stated_whole=("3",))[2].coverage("d3_demand") is CoverageStatus.PLANLESS
    assert members(stated_whole=("2",))[1].coverage("d9_adaptation") is CoverageStatus.UNREAD
    assert [status.presence for status in CoverageStatus] == [
        Presence.PRESENT, Presence.ABSENT, Presence.ABSENT, *[Presence.NOT_KNOWN] * 3,
    ]  # fmt: skip
    assert one.strength("d1_ghg") is Strength.FUNDED
    assert three.strength("d1_ghg") is None
    assert read_cell(one, "d1_ghg", "building").passages == one.on("d1_ghg")
    assert one.on("d1_ghg", "water") == ()


def read_on_the_frame(members: tuple[MemberReading, ...]) -> FrameReading:
    """Make the reading of a network whose passages nobody read twice."""
    return FrameReading(slug="essai", frame=FRAME, members=members, names=NAMES, note=agreement_note(None))


def test_k_of_n_names_who_is_unknown_and_prints_the_agreement() -> None:
    shared = read_on_the_frame(members()).shared("d3_demand", "building")
    assert (shared.value, shared.known, shared.total, shared.state) == (2, 2, 3, ValueState.LOWER_BOUND)
    assert "Aucun plan relevé ici : Trois." in shared.note.fr
    assert "seconde personne" in shared.note.fr
    alone = read_on_the_frame(members()).shared("d1_ghg")
    addresses = ["crossread.essai.shared.d3_demand.building", "crossread.essai.shared.d1_ghg"]
    assert [shared.id, alone.id] == addresses
    assert (alone.value, alone.known) == (1, 1)
    assert "Plan pas encore lu en entier : Deux." in alone.note.fr
    far = read_on_the_frame(members()).strength("d3_demand", Strength.FUNDED)
    assert (far.id, far.value) == ("crossread.essai.strength.funded.d3_demand", 1)
    nobody = read_on_the_frame(members()[2:]).shared("d1_ghg")
    assert (nobody.value, nobody.state) == (None, ValueState.MISSING)
    whole = read_on_the_frame(members()[:1]).shared("d1_ghg")
    assert whole.state is ValueState.OBSERVED
    with pytest.raises(FrameError):
        read_on_the_frame(members()).shared("d10")


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (slice(None), "au moins 2 sur 3 , 1 non connu"),
        (slice(2), "2 sur 2"),
        (slice(2, None), "non renseigné"),
    ],
)
def test_a_count_of_members_says_how_many_are_not_known(read, words) -> None:
    shown = k_of_n(read_on_the_frame(members()[read]).shared("d3_demand", "building"))
    assert plain(shown) == words


def test_targets_of_opposite_ways_are_no_orientation_that_is_shared() -> None:
    aims = {"kind": PassageKind.TARGET, "quantity": "final_energy", "part": "total", "strength": Strength.TARGET}
    less = passage("a", text="énergie : -20 % en 2030", direction="down", **aims)
    more = passage("b", text="énergie : +5 % en 2030", direction="up", plan="p2", sirens=("2",), **aims)
    less_too = replace(less, key="c", sirens=("3",), plan="p3")
    decisions = {each.key: decide(each, "d3_demand") for each in (less, more, less_too)}

    def shared(*passages):
        plans = {siren: f"p{siren}" for each in passages for siren in each.sirens}
        return read_on_the_frame(read_members(plans, passages, decisions, FRAME)).shared("d3_demand")

    even = shared(less, more)
    assert (even.value, even.state) == (None, ValueState.NOT_ESTABLISHED)
    assert "sens contraires : Un, énergie : -20 % en 2030 ; Deux, énergie : +5 % en 2030" in even.note.fr
    assert even.note.fr.endswith(shared(less, less_too).note.fr), "what is known of the reading is still said"
    most = shared(less, more, less_too)
    assert (most.value, most.known) == (2, 3)
    assert "sens contraires" in most.note.fr
    assert "sens contraires" not in shared(less, less_too).note.fr
    elsewhere = shared(less, replace(more, quantity="renewable_output"))
    assert elsewhere.value == 2


def test_progress_counts_each_passage_once_and_what_one_alone_carries_is_listed() -> None:
    progress = read_on_the_frame(members()).progress()
    assert (progress.value, progress.total) == (3, 4)
    assert read_on_the_frame(()).progress().value is None
    (lone,) = carried_alone(members())
    assert (lone.domain, lone.siren, lone.known) == ("d1_ghg", "1", 1)
    assert themes_carried(members(), "d3_demand") == ("building",)


def test_an_action_is_done_funded_or_aimed_at() -> None:
    assert action_strength(status="done", is_funded=False) is Strength.DONE
    assert action_strength(status="", is_funded=True) is Strength.FUNDED
    assert action_strength(status="planned", is_funded=False) is Strength.AIM


def test_a_target_is_suggested_by_what_it_is_about() -> None:
    held = passage(kind=PassageKind.TARGET, quantity="ghg", part="road_transport")
    assert (suggest(held, FRAME).domains, suggest(held, FRAME).theme) == (("d1_ghg",), "mobility")
    assert suggest(replace(held, part="total"), FRAME).theme == "whole"
    assert suggest(replace(held, quantity="unheard_of"), FRAME) is None


def test_wording_that_was_aligned_already_is_suggested_before_words() -> None:
    like, held = passage("like"), passage("b", text="Rénover les logements anciens")
    refused = passage("refused")
    decisions = {"like": decide(like, "d6_biobased", theme="forest"), "refused": decide(refused)}
    near = [("refused", 0.9), ("b", 0.9), ("unknown", 0.8), ("like", 0.7)]
    found = suggest(held, FRAME, near=near, decisions=decisions, texts={"like": like.text})
    assert (found.domains, found.theme, found.score) == (("d6_biobased",), "forest", 0.7)
    assert like.text in found.reason.fr
    for score, domains in ((LEAST_RESEMBLANCE, ("d6_biobased",)), (LEAST_RESEMBLANCE - 0.01, ("d3_demand",))):
        assert suggest(held, FRAME, near=[("like", score)], decisions=decisions).domains == domains
    assert suggest(held, FRAME, near=[("like", 1.2)], decisions=decisions).score == 1.0


def test_words_then_the_theme_suggest_and_nothing_is_made_up() -> None:
    assert suggest(passage(text="Isoler les combles"), FRAME).theme == "building"
    stated = suggest(passage(text="Sans mot connu", themes=("water", "unheard_of")), FRAME)
    assert (stated.domains, stated.theme) == (("d9_adaptation",), "water")
    assert suggest(passage(text="Solaire"), FRAME).domains == ("d4_renewables",)
    assert suggest(passage(text="Zzz"), FRAME) is None
    assert suggest(passage(text="Efficacité"), FRAME).theme == "whole"


def test_a_tenth_is_drawn_by_seed() -> None:
    keys = [f"k{rank}" for rank in range(101)]
    assert len(draw_passages(keys, seed=1)) == 11
    assert draw_passages(keys, seed=1) == draw_passages(list(reversed(keys)), seed=1) != draw_passages(keys, seed=2)
    assert draw_passages([], seed=1) == ()


def test_two_people_agree_or_the_count_bears_a_warning() -> None:
    first = {"a": frozenset({"d1_ghg"}), "b": frozenset({"d3_demand"}), "c": frozenset()}
    same = measure_agreement(first, first, FRAME)
    assert (same.kappa.value, same.passages, same.differing) == (1, 3, ())
    assert not agreement_note(same).is_low
    second = {"a": frozenset({"d2_storage"}), "b": frozenset({"d4_renewables"}), "z": frozenset()}
    low = measure_agreement(first, second, FRAME)
    note = agreement_note(low)
    assert (low.differing, note.is_low) == (("a", "b"), True)
    assert "kappa −0,12" in note.words.fr
    assert measure_agreement(first, {}, FRAME) is None


def test_an_agreement_that_has_no_value_is_said_and_warned_of() -> None:
    nothing = {"a": frozenset[str]()}
    note = agreement_note(measure_agreement(nothing, nothing, FRAME))
    assert note.is_low
    assert "non défini" in note.words.fr
    figure = agreement_figure("essai", measure_agreement(nothing, nothing, FRAME), ["1"])
    assert figure.value is None
    none = agreement_figure("essai", None, [])
    assert (none.state, none.known) == (ValueState.MISSING, 0)
    full = {"a": frozenset({"d1_ghg"})}
    whole = agreement_figure("essai", measure_agreement(full, full, FRAME), ["1"])
    assert (whole.value, "kappa" in none.method.formula.en) == (1, True)
    assert {name for name, _ in whole.method.parameters} > {name for name, _ in none.method.parameters}


def test_addresses_are_parsed_once() -> None:
    assert CrossreadAddress.parse(FigureAddress.parse("crossread.essai")) is None
    key = ReadingKey(network="essai", siren="1", domain="d1_ghg", theme="water")
    assert ReadingKey.parse(str(key)) == key
    assert ReadingKey.parse("essai/1/d1_ghg").theme == ""
    assert ReadingKey.parse("essai") is None
