"""Minutes: four phases in order, amendments with reasons for ten days, a hash, passages withdrawn with their trace."""

from datetime import date

import pytest

from autan.cooperation.minutes.actions.minutes import (
    WITHDRAWN_PASSAGE,
    decide_amendment,
    propose_amendment,
    rewrite_minutes,
    start_minutes,
    withdraw_passage,
)
from autan.cooperation.minutes.actions.personal import REMOVED_NAME, erase_from_minutes, remove_name
from autan.cooperation.minutes.actions.workflow import MINUTES
from autan.cooperation.minutes.core import (
    AmendmentInput,
    MinutesPhase,
    clean_text,
    content_hash,
    replace_passage,
    takes_amendments,
    why_not_settled,
)
from autan.cooperation.minutes.importers import parse_blocks
from autan.cooperation.minutes.models import Minutes
from autan.cooperation.minutes.queries import export_amendments, find_minutes, minutes_of
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, UnknownError
from autan.ground.extension_points import DataSubject
from autan.people.journal.core import ObjectRef
from autan.people.journal.queries import history_of
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.queries import subject_of_person
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.minutes.conftest import TEXT

OPENED, LAST, AFTER = date(2026, 3, 1), date(2026, 3, 11), date(2026, 3, 12)
CHEAPER = AmendmentInput(passage="Elle a coûté cher.", replacement="Elle a coûté 2 M€.", reason="Le prix est connu")


def publish(minutes: Minutes) -> str:
    take(MINUTES, "open_amendments", minutes, by=None, at=OPENED)
    take(MINUTES, "settle_minutes", minutes, by=None, at=AFTER)
    return str(take(MINUTES, "publish_minutes", minutes, by=None, at=AFTER).row.content_hash)


def test_amendments_are_taken_for_ten_days_and_the_text_settles_after():
    assert takes_amendments(MinutesPhase.AMENDED, LAST, LAST)
    assert not takes_amendments(MinutesPhase.AMENDED, LAST, AFTER)
    assert takes_amendments(MinutesPhase.AMENDED, None, AFTER)  # among those present, until it is settled
    assert "11 mars 2026" in why_not_settled(LAST, LAST, 0).replace("\u00a0", " ")
    assert "2 amendement" in why_not_settled(LAST, AFTER, 2)


def test_a_passage_is_found_once_or_refused():
    assert replace_passage("un deux", "deux", "trois") == "un trois"
    assert replace_passage("un", "", "deux") == "un\n\ndeux"
    for text in ("rien", "deux et deux"):
        with pytest.raises(DomainError):
            replace_passage(text, "deux", "trois")
    with pytest.raises(DomainError, match="4 signes"):
        clean_text("long", most=3)
    assert content_hash(title="a", heading=[], text="b") != content_hash(title="a", heading=[("a", "b")], text="b")


def test_markdown_becomes_blocks_and_nothing_else():
    blocks = parse_blocks(TEXT + "\n<b>x</b> [a](b)\nsuite\n\n    code\n\n---\n")
    assert [(block.kind, block.level, block.mark) for block in blocks] == [
        ("heading", 1, ""), ("paragraph", 1, ""), ("item", 1, "1."), ("item", 2, "–"), ("item", 1, "2."),
        ("quote", 1, ""), ("paragraph", 1, ""), ("paragraph", 1, ""),
    ]  # fmt: skip
    assert [run.text for run in blocks[1].runs if run.is_bold] == ["bois"]
    assert [run.text for run in blocks[4].runs if run.is_italic] == ["repas"]
    assert "".join(run.text for run in blocks[6].runs) == "<b>x</b> [a](b) suite"


def test_minutes_go_through_their_phases_in_order(minutes: Minutes, meeting: ObjectRef, network: Network, people: Cast):
    officer, coordinator = people.officer, people.coordinator
    with pytest.raises(DomainError, match="déjà son compte rendu"):
        start_minutes(by=coordinator, meeting=meeting, network=network, title="x", text="y")
    with pytest.raises(NotAllowedError):
        rewrite_minutes(by=officer, minutes=minutes, text="x", revision=1)
    rewrite_minutes(by=coordinator, minutes=minutes, text=TEXT + "\nFin.", revision=1, reason="La fin")
    with pytest.raises(ConflictError):
        rewrite_minutes(by=coordinator, minutes=minutes, text="autre", revision=1)
    for early in ("settle_minutes", "publish_minutes"):
        with pytest.raises(DomainError):
            take(MINUTES, early, minutes, by=coordinator, at=OPENED)
    take(MINUTES, "open_amendments", minutes, by=coordinator, at=OPENED)
    with pytest.raises(DomainError):
        rewrite_minutes(by=coordinator, minutes=minutes, text="x", revision=2)
    asked = propose_amendment(by=officer, minutes=minutes, amendment_input=CHEAPER, today=LAST)
    with pytest.raises(DomainError, match="attendent une réponse"):
        take(MINUTES, "settle_minutes", minutes, by=coordinator, at=AFTER)
    decide_amendment(by=coordinator, amendment=asked, is_accepted=True, answer="")
    take(MINUTES, "settle_minutes", minutes, by=coordinator, at=AFTER)
    said = take(MINUTES, "publish_minutes", minutes, by=coordinator, at=AFTER).row.content_hash
    held = minutes_of(meeting)
    assert held is not None
    assert "2 M€" in held.text
    assert said == held.content_hash == content_hash(title=held.title, heading=held.heading, text=held.text)
    assert [version.reason[:9] for version in held.versions.all()] == [
        "Premier t", "La fin", "Amendemen", "Texte arr", "Texte pub",
    ]  # fmt: skip
    history = history_of(held.ref)
    assert len(history) == 7
    assert history[0].summary == f"Compte rendu publié, empreinte {said[:12]}"


def test_amendments_have_a_reason_a_time_and_an_answer(minutes: Minutes, people: Cast):
    with pytest.raises(DomainError, match="n’est pas"):
        propose_amendment(by=people.officer, minutes=minutes, amendment_input=CHEAPER, today=OPENED)
    take(MINUTES, "open_amendments", minutes, by=None, at=OPENED)
    silent = AmendmentInput(passage="cher", replacement="x", reason=" ")
    with pytest.raises(DomainError, match="pourquoi"):
        propose_amendment(by=people.officer, minutes=minutes, amendment_input=silent, today=LAST)
    with pytest.raises(NotAllowedError):
        propose_amendment(by=people.outsider, minutes=minutes, amendment_input=CHEAPER, today=LAST)
    other = AmendmentInput(passage="", replacement="Ana était là.", reason="Oubli", on_behalf_of="Ana Témoin")
    with pytest.raises(NotAllowedError):
        propose_amendment(by=people.officer, minutes=minutes, amendment_input=other, today=LAST)
    asked = propose_amendment(by=people.coordinator, minutes=minutes, amendment_input=other, today=LAST)
    assert asked.author == "Ana Témoin"
    with pytest.raises(DomainError, match="refus"):
        decide_amendment(by=None, amendment=asked, is_accepted=False, answer="")
    decide_amendment(by=None, amendment=asked, is_accepted=False, answer="Pas vu")
    with pytest.raises(DomainError, match="déjà"):
        decide_amendment(by=None, amendment=asked, is_accepted=True, answer="")


def test_a_withdrawn_passage_is_gone_everywhere_and_leaves_its_trace(minutes: Minutes, people: Cast):
    before = publish(minutes)
    with pytest.raises(DomainError, match="pourquoi"):
        withdraw_passage(by=people.coordinator, minutes=minutes, passage="cher", reason="")
    withdraw_passage(by=people.coordinator, minutes=minutes, passage="On a commencé trop grand.", reason="Met en cause")
    held = find_minutes(minutes.slug, reader=people.outsider)
    assert "trop grand" not in "".join(version.text for version in held.versions.all())
    assert WITHDRAWN_PASSAGE in held.text
    trace = held.withdrawals.get()
    assert (trace.characters, trace.by_name, trace.previous_hash) == (25, "Coordinator", before)
    assert held.content_hash != before


def test_a_name_is_removed_and_the_rest_stays(minutes: Minutes, people: Cast):
    rewrite_minutes(by=None, minutes=minutes, text="Member_officer et Ana Témoin ont parlé de la pompe.", revision=1)
    take(MINUTES, "open_amendments", minutes, by=None, at=OPENED)
    amendment_input = AmendmentInput(passage="pompe", replacement="turbine", reason="Exact", on_behalf_of="Ana Témoin")
    propose_amendment(by=people.coordinator, minutes=minutes, amendment_input=amendment_input, today=LAST)
    own = AmendmentInput(passage="parlé", replacement="dit", reason="Mieux")
    propose_amendment(by=people.officer, minutes=minutes, amendment_input=own, today=LAST)
    subject = subject_of_person(people.officer)
    assert [line["text"] for line in export_amendments(subject)] == ["dit"]
    assert remove_name("", meetings=None) == remove_name("Ana Témoin", meetings=[]) == 0
    assert remove_name("Ana Témoin", meetings=[minutes.meeting]) == 3
    assert erase_subject(by=None, subject=subject).counts["minutes"] > 0
    assert erase_from_minutes(DataSubject(email="x@exemple.fr")) == 0
    minutes.refresh_from_db()
    assert minutes.text == f"{REMOVED_NAME} et {REMOVED_NAME} ont parlé de la pompe."
    assert [amendment.author for amendment in minutes.amendments.all()] == ["Personne effacée", "Personne effacée"]
    assert minutes.heading[1] == ["Présents", REMOVED_NAME]


def test_drafts_are_read_by_those_of_the_meeting(minutes: Minutes, people: Cast):
    assert find_minutes(minutes.slug, reader=people.officer) == minutes
    for slug in (minutes.slug, "rien"):
        with pytest.raises(UnknownError, match=f"aucun compte rendu «\u202f{slug}\u202f»"):
            find_minutes(slug, reader=people.outsider)
    with pytest.raises(UnknownError):
        start_minutes(
            by=None,
            meeting=ObjectRef("rien", "rien", "x"),
            network=minutes.network,
            title="x",
            text="y",
        )
