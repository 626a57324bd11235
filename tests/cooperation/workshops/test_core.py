"""What a format demands, what a note holds, the text drafted from notes, attendances added as attendances."""

from datetime import date

import pytest

from autan.cooperation.workshops.core.formats import (
    AttendeeKind,
    Moment,
    TransferDirection,
    WorkshopFormat,
    WorkshopStatus,
    check_format,
    check_status,
)
from autan.cooperation.workshops.core.notes import MOST_CHARACTERS, KeptNote, NoteKind, draft_text
from autan.cooperation.workshops.core.workshops import (
    AttendanceCount,
    StatementKind,
    WorkshopHeading,
    WorkshopsAddress,
    WorkshopStatement,
    attendances_figure,
    held_figure,
    total_attendance,
)
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.descriptions.core.documents import from_json
from autan.ground.errors import DomainError
from autan.ground.received_files import MOST_BYTES, why_refused
from tests.cooperation.workshops.conftest import note

SITE_TARGET = WorkshopFormat.SITE_TARGET


@pytest.mark.parametrize(
    ("sites", "targets", "told"),
    [
        (0, 1, "un site"),
        (1, 0, "une cible"),
        (0, 0, "un site et une cible"),
        (2, 1, "un seul site"),
        (1, 2, "une seule"),
    ],
)
def test_one_site_and_one_target_or_a_refusal_with_its_reason(sites: int, targets: int, told: str):
    with pytest.raises(DomainError, match=told):
        check_format(SITE_TARGET, sites=sites, targets=targets)


def test_other_formats_and_what_a_source_tells_demand_less():
    check_format(WorkshopFormat.VISIT, sites=3, targets=0)
    check_format(SITE_TARGET, sites=1, targets=0, is_documented=True)
    with pytest.raises(DomainError, match="le format «\u202f"):
        check_format(WorkshopFormat.TRAINING, sites=0, targets=2)


def test_a_day_to_come_is_not_held_and_a_cancellation_says_why():
    today = date(2026, 1, 1)
    check_status(WorkshopStatus.HELD, None, today=today, reason="")
    with pytest.raises(DomainError, match=r"2.janvier.2026"):
        check_status(WorkshopStatus.HELD, date(2026, 1, 2), today=today, reason="")
    with pytest.raises(DomainError, match="pourquoi"):
        check_status(WorkshopStatus.CANCELLED, today, today=today, reason=" ")


def test_a_note_is_cleaned_or_refused():
    assert note("  a\0b ", author=" Ana   B ").checked().text == "ab"
    assert note(author=" Ana   B ").checked().author == "Ana B"
    assert note(direction=TransferDirection.TO_HOSTS).checked().direction is None
    both = note(direction=TransferDirection.TO_HOSTS, moment=Moment.TRANSFER)
    assert both.checked().direction is TransferDirection.TO_HOSTS
    for wrong in (note(" "), note("x" * (MOST_CHARACTERS + 1)), note(identifier="1"), note(author="x" * 90)):
        with pytest.raises(DomainError):
            wrong.checked()


def test_minutes_are_drafted_by_moment_and_group_without_names():
    kept = [
        KeptNote(moment=Moment.UNDERSTAND, kind=NoteKind.FACT, text="plain *x*", group="", is_starred=False),
        KeptNote(moment=Moment.UNDERSTAND, kind=NoteKind.IDEA, text="two\nlines", group="Le bois", is_starred=True),
        KeptNote(
            moment=Moment.TRANSFER, kind=NoteKind.LESSON, text="peser", group="", is_starred=False,
            direction=TransferDirection.TO_VISITORS,
        ),
    ]  # fmt: skip
    text = draft_text(kept)
    assert text.split("\n\n") == [
        "## 1. Que voulons-nous comprendre et retenir à partir de ce site ?", "### Le bois",
        "- *idée* : **two lines**", "### Autres notes", r"- *fait* : plain \*x\*",
        "## 2. Comment l’ambition du projet s’est-elle construite ?", "Aucune note n’a été prise.",
        "## 3. Quel transfert possible d’intelligence au service du projet ?",
        "- *enseignement, pour les visiteurs* : peser",
    ]  # fmt: skip
    assert draft_text([]).count("Aucune note") == 3
    assert draft_text([]).startswith("## 1. ")


def held(slug: str, count: int | None, *, kind: WorkshopFormat = SITE_TARGET, **fields: object) -> WorkshopHeading:
    stated = (EvidenceRef(kind="fact", key=slug),)
    counts = (AttendanceCount(kind=AttendeeKind.NOT_STATED, count=count, evidence=stated),) if count is not None else ()
    whole: dict[str, object] = {
        "slug": slug, "title": slug, "format": kind, "status": WorkshopStatus.HELD, "host": "1", "attendance": counts,
    }  # fmt: skip
    return WorkshopHeading(**(whole | fields))  # type: ignore[arg-type]  # each test gives what it changes


def test_attendances_are_added_as_attendances_and_the_unknown_are_said():
    three = [held("a", 10, day=date(2012, 10, 18)), held("b", 15, year=2013), held("c", 28, day=date(2013, 7, 2))]
    whole = attendances_figure("n", [*three, held("d", None, status=WorkshopStatus.PLANNED)])
    assert (whole.value, whole.unit.code, whole.known, whole.total) == (53, "attendances", 3, 3)
    assert str(whole.period.start) == "2012-01-01"
    partial = attendances_figure("n", [*three, held("e", None)])
    assert (partial.value, partial.state, partial.known) == (53, ValueState.LOWER_BOUND, 3)
    assert attendances_figure("n", [held("e", None)]).state is ValueState.MISSING
    assert attendances_figure("n", []).state is ValueState.NOT_APPLICABLE
    assert attendances_figure("n", [*three, held("v", 5, kind=WorkshopFormat.VISIT)], "visit").value == 5
    assert total_attendance(()) is None


def test_formats_are_counted_apart():
    both = [held("a", 1), held("v", 2, kind=WorkshopFormat.VISIT)]
    assert [held_figure("n", both, kind).value for kind in WorkshopFormat] == [1, 1, None, None]
    address = FigureAddress.parse("workshops.n.held.visit")
    assert str(WorkshopsAddress.parse(address)) == str(address)
    assert WorkshopsAddress.parse(FigureAddress.parse("workshops.n")) is None


def test_a_statement_is_read_back_with_its_lines():
    fields = {"moment": "ambition", "kind": "quotation", "fr": "a", "en": "a", "evidence": [["source", "s#lignes 1-2"]]}
    statement = from_json(WorkshopStatement, fields)
    assert (statement.moment, statement.kind) == (Moment.AMBITION, StatementKind.QUOTATION)
    assert statement.evidence == (EvidenceRef(kind="source", key="s#lignes 1-2"),)
    assert from_json(WorkshopStatement, fields | {"evidence": None}).evidence == ()


def test_files_are_refused_with_the_reason():
    assert "42 Mo" in why_refused("a.jpg", 42_000_000, b"")
    assert why_refused("a.jpg", MOST_BYTES, b"") == ""
    assert "cette sorte" in why_refused("a.exe", 10, b"MZ")
    assert "n’en est pas un" in why_refused("a.pdf", 10, b"<html>")
