"""The rules of a workshop, bound by bound: its words, its figures, its notes, the life of its link, what is told."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from autan.cooperation.workshops import queries
from autan.cooperation.workshops.actions.files import FileInput, add_file
from autan.cooperation.workshops.actions.notes import ClosedWorkshopError, group_notes, keep_note
from autan.cooperation.workshops.actions.workflow import FILE, NOTE, NOTES, WORKSHOP
from autan.cooperation.workshops.actions.workshops import add_attendee, next_version
from autan.cooperation.workshops.core.formats import (
    AttendeeKind,
    Moment,
    PhotoConsent,
    TransferDirection,
    WorkshopFormat,
    WorkshopStatus,
    check_format,
    check_status,
)
from autan.cooperation.workshops.core.notes import MOST_AUTHOR, MOST_CHARACTERS, KeptNote, NoteKind, draft_text
from autan.cooperation.workshops.core.workshops import (
    AttendanceCount,
    WorkshopHeading,
    WorkshopsAddress,
    attendances_figure,
    held_figure,
    total_attendance,
)
from autan.cooperation.workshops.models import Workshop
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import DomainError, NotAllowedError, UnknownError
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.workshops.conftest import NOW, note

DAY = date(2026, 6, 1)
LATER = datetime(2026, 6, 1, 11, tzinfo=UTC)
F = WorkshopFormat


@pytest.fixture
def opened(workshop: Workshop) -> Workshop:
    take(NOTES, "open_notes", workshop, by=None, at=NOW)
    return workshop


@pytest.mark.parametrize(
    ("kind", "sites", "targets", "is_documented"),
    [(F.SITE_TARGET, 1, 1, False), (F.SITE_TARGET, 0, 0, True), (F.SITE_TARGET, 1, 0, True), (F.VISIT, 0, 0, False),
     (F.VISIT, 9, 1, False), (F.TRAINING, 0, 1, True)],
)  # fmt: skip
def test_what_a_format_takes(kind: F, sites: int, targets: int, *, is_documented: bool) -> None:
    check_format(kind, sites=sites, targets=targets, is_documented=is_documented)


@pytest.mark.parametrize(
    ("kind", "sites", "targets", "is_documented", "french", "english"),
    [
        (
            F.SITE_TARGET,
            0,
            0,
            False,
            "demande un site et une cible ou un axe du plan",
            "a site and a target or an axis",
        ),
        (F.SITE_TARGET, 0, 1, False, "demande un site\u00a0: choisissez", "a site"),
        (F.SITE_TARGET, 1, 0, False, "demande une cible ou un axe du plan\u00a0:", "a target or an axis"),
        (F.SITE_TARGET, 2, 1, True, "un seul site et une seule cible\u00a0: 2 site(s) donnés", "2 sites given"),
        (F.VISIT, 1, 2, True, "le format «\u202fvisite\u202f» porte sur un seul site", "“visit”"),
    ],
)
def test_what_a_format_refuses_is_said_in_both_languages(
    kind: F, sites: int, targets: int, french: str, english: str, *, is_documented: bool
) -> None:
    with pytest.raises(DomainError) as refused:
        check_format(kind, sites=sites, targets=targets, is_documented=is_documented)
    sentence: Any = str(refused.value)
    assert french in sentence
    assert english in sentence.en


def test_a_workshop_is_held_from_its_day_on() -> None:
    check_status(WorkshopStatus.HELD, DAY, today=DAY, reason="")
    check_status(WorkshopStatus.PLANNED, DAY - timedelta(days=9), today=DAY, reason="")
    check_status(WorkshopStatus.CANCELLED, DAY, today=DAY, reason="Crue")
    with pytest.raises(DomainError, match=r"un atelier du 2.juin.2026 ne peut pas être déjà tenu"):
        check_status(WorkshopStatus.HELD, DAY + timedelta(days=1), today=DAY, reason="")


def test_moments_have_their_rank_their_short_name_and_photos_their_consent() -> None:
    assert [moment.rank for moment in Moment] == [1, 2, 3]
    assert [moment.short.fr for moment in Moment] == ["Comprendre", "L’ambition", "Le transfert"]
    assert [consent.is_published for consent in PhotoConsent] == [True, True, False]
    assert (TransferDirection.TO_HOSTS.value, F("training").label.en) == ("hosts", "training")


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "x" * MOST_CHARACTERS},
        {"text": f" {'x' * MOST_CHARACTERS}\0 "},
        {"author": "x" * MOST_AUTHOR},
        {"author": ""},
    ],
)
def test_a_note_that_fits_is_taken(fields: Mapping[str, str]) -> None:
    taken = note(**fields).checked()
    assert len(taken.text) <= MOST_CHARACTERS
    assert taken.checked() == taken


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": " \0 "}, "une note a des mots"),
        ({"text": "x" * (MOST_CHARACTERS + 1)}, "cette note a 2001 signes, 2000 au plus sont gardés\u00a0: coupez-la"),
        ({"author": "x" * (MOST_AUTHOR + 1)}, "une signature trop longue"),
        ({"identifier": ""}, "pas d’identifiant lisible"),
        ({"identifier": str(uuid4()).upper()}, "pas d’identifiant lisible"),
        ({"identifier": f"{uuid4()}0"}, "pas d’identifiant lisible"),
    ],
)
def test_a_note_that_does_not_fit_is_refused_in_words(fields: Mapping[str, str], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        note(**fields).checked()


def kept(text: str, group: str = "", *, is_starred: bool = False, **fields: Any) -> KeptNote:
    whole = {"moment": Moment.UNDERSTAND, "kind": NoteKind.FACT, "text": text, "group": group}
    return KeptNote(**{**whole, "is_starred": is_starred, **fields})


def test_starred_notes_come_first_in_their_group_and_groups_by_title() -> None:
    notes = [kept("c", "Vis"), kept("b", "Bois"), kept("a", "Bois", is_starred=True), kept("seule"), kept("d", "Vis")]
    lines = [line for line in draft_text(notes).splitlines() if line][1:9]
    assert lines == [
        "### Bois", "- *fait* : **a**", "- *fait* : b", "### Vis", "- *fait* : c", "- *fait* : d", "### Autres notes",
        "- *fait* : seule",
    ]  # fmt: skip
    assert "###" not in draft_text([kept("a"), kept("b")])
    assert "### Bois" in draft_text([kept("a", "Bois")])
    (line,) = [line for line in draft_text([kept("a_b `c` <d> [e] #f \\ *g*")]).splitlines() if line.startswith("- ")]
    assert line == r"- *fait* : a\_b \`c\` \<d\> \[e\] \#f \\ \*g\*"


def held(slug: str, *counts: int, kind: F = F.VISIT, **fields: Any) -> WorkshopHeading:
    stated = (EvidenceRef(kind="fact", key=slug),)
    attendance = tuple(
        AttendanceCount(kind=capacity, count=count, evidence=stated)
        for capacity, count in zip(AttendeeKind, counts, strict=False)
    )
    whole = {"title": slug, "format": kind, "status": WorkshopStatus.HELD, "host": "1", "attendance": attendance}
    return WorkshopHeading(slug=slug, **{**whole, **fields})


def test_a_count_of_zero_is_known_and_no_count_is_not() -> None:
    assert (total_attendance(held("a", 0).attendance), total_attendance(held("b").attendance)) == (0, None)
    nobody = attendances_figure("n", [held("a", 0)])
    assert (nobody.value, nobody.known, nobody.total, nobody.state) == (0, 1, 1, ValueState.OBSERVED)
    unknown = attendances_figure("n", [held("a"), held("b")])
    assert (unknown.value, unknown.known, unknown.total, unknown.state) == (None, 0, 2, ValueState.MISSING)


def test_attendances_rest_on_each_source_and_workshop_once_over_their_years() -> None:
    workshops = [
        held("a", 2, 3, day=date(2014, 5, 1), host="2"),
        held("b", 4, year=2012),
        held("c", host="2"),
        held("d", 9, status=WorkshopStatus.CANCELLED),
    ]
    figure = attendances_figure("n", workshops)
    assert (figure.id, figure.value, figure.known, figure.total) == ("workshops.n.attendances.all", 9, 2, 3)
    assert [(ref.kind, ref.key) for ref in figure.evidence] == [
        ("fact", "a"), ("fact", "b"), ("workshop", "a"), ("workshop", "b"),
    ]  # fmt: skip
    assert (figure.period.start, figure.period.end) == (date(2012, 1, 1), date(2014, 12, 31))
    assert (figure.territories, figure.state) == (("2", "1"), ValueState.LOWER_BOUND)
    assert attendances_figure("n", workshops, "training").state is ValueState.NOT_APPLICABLE
    assert attendances_figure("n", [held("e", 1)]).period.start is None


def test_workshops_held_are_a_lower_bound_and_none_is_no_zero() -> None:
    two = held_figure("n", [held("a"), held("b"), held("c", kind=F.TRAINING)], F.VISIT)
    assert (two.id, two.value, two.known, two.total) == ("workshops.n.held.visit", 2, 2, 2)
    assert (two.state, [ref.key for ref in two.evidence]) == (ValueState.LOWER_BOUND, ["a", "b"])
    none = held_figure("n", [held("a", status=WorkshopStatus.PLANNED)], F.VISIT)
    assert (none.value, none.known, none.state, none.evidence) == (None, 0, ValueState.MISSING, ())


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("workshops.essai.held.site_target", 1),
        ("workshops.essai.attendances.all", 5),
        ("workshops.essai.attendances.visit", None),
    ],
)
def test_a_figure_is_computed_at_its_address(workshop: Workshop, address: str, value: float | None) -> None:
    Workshop.objects.update(status=WorkshopStatus.HELD)
    counts = [AttendanceCount(kind=AttendeeKind.EXPERT, count=5)]
    take(WORKSHOP, "record_attendance", Workshop.objects.get(), by=None, at=NOW, counts=counts)
    figure = queries.find_workshop_figure(FigureAddress.parse(address))
    assert figure is not None
    assert (figure.id, figure.value) == (address, value)
    assert [item.id for item in queries.workshop_figures("essai")] == [
        "workshops.essai.held.site_target",
        "workshops.essai.attendances.all",
    ]


@pytest.mark.parametrize(
    "address", ["workshops.essai.held.all", "workshops.essai.zorg.all", "workshops.rien.held.visit", "workshops.essai"]
)
def test_an_address_of_nothing_has_no_figure(workshop: Workshop, address: str) -> None:
    assert queries.find_workshop_figure(FigureAddress.parse(address)) is None
    assert WorkshopsAddress.parse(FigureAddress.parse("plans.essai.held.all")) is None
    assert queries.workshop_figures("rien") == []


def test_the_link_opens_closes_and_opens_again_keeping_its_first_opening(workshop: Workshop, people: Cast) -> None:
    with pytest.raises(DomainError, match="cet atelier n’a pas été ouvert aux notes"):
        take(NOTES, "close_notes", workshop, by=people.officer, at=NOW)
    for moment in (NOW, LATER):
        take(NOTES, "open_notes", workshop, by=people.officer, at=moment)
    take(NOTES, "close_notes", workshop, by=people.officer, at=LATER)
    workshop.refresh_from_db()
    assert (workshop.opened_at, workshop.closed_at, workshop.closed_by_name) == (NOW, LATER, people.officer.name)
    take(NOTES, "open_notes", workshop, by=people.coordinator, at=LATER)
    workshop.refresh_from_db()
    assert (workshop.opened_at, workshop.closed_at, workshop.closed_by_id) == (NOW, None, None)
    acts = JournalEntry.objects.filter(act__endswith="_notes").order_by("pk").values_list("summary", flat=True)
    assert list(acts) == ["Prise de notes ouverte", "Prise de notes close", "Prise de notes ouverte"]


def test_a_cancelled_workshop_takes_no_notes(workshop: Workshop) -> None:
    Workshop.objects.update(status=WorkshopStatus.CANCELLED)
    with pytest.raises(DomainError, match="un atelier annulé ne prend pas de notes"):
        take(NOTES, "open_notes", workshop, by=None, at=NOW)
    with pytest.raises(DomainError, match="les présences se comptent une fois l’atelier tenu"):
        take(WORKSHOP, "record_attendance", workshop, by=None, at=NOW, counts=[])
    assert Workshop.objects.get().opened_at is None


def test_a_link_that_is_not_open_says_whether_it_will_be(workshop: Workshop) -> None:
    for is_over, act in ((False, "open_notes"), (True, "open_notes")):
        with pytest.raises(ClosedWorkshopError) as refused:
            keep_note(workshop=workshop, note_input=note())
        assert refused.value.is_over is is_over
        take(NOTES, act, workshop, by=None, at=NOW)
        take(NOTES, "close_notes", workshop, by=None, at=NOW)
    assert not workshop.notes.exists()
    assert not JournalEntry.objects.filter(act="keep_note").exists()


def test_each_change_of_a_note_has_a_version_of_its_own(opened: Workshop, people: Cast) -> None:
    notes = [keep_note(workshop=opened, note_input=note(str(rank))) for rank in range(3)]
    versions = [row.version for row in notes]
    assert versions == [versions[0], versions[0] + 1, versions[0] + 2]
    assert next_version(opened).notes_version == versions[2] + 1
    take(NOTE, "mark_note_essential", notes[0], by=people.officer, at=NOW, is_starred=True)
    group_notes(by=people.officer, workshop=opened, notes=notes[1:], title="Bois")
    changed = queries.notes_since(opened, versions[2])
    assert [(row.text, row.is_starred) for row in changed] == [("0", True), ("1", False), ("2", False)]
    assert changed[1].version == changed[2].version > changed[0].version
    assert queries.notes_since(opened, changed[2].version) == []


def test_notes_are_found_by_their_numbers_in_their_workshop(opened: Workshop) -> None:
    first, second = (keep_note(workshop=opened, note_input=note(text)) for text in ("a", "b"))
    assert queries.find_note(opened, second.pk).workshop is opened
    assert queries.find_notes(opened, [str(second.pk), str(first.pk), "x", "-1", ""]) == [first, second]
    take(NOTE, "withdraw_note", first, by=None, at=NOW, reason="Nomme quelqu’un")
    assert queries.find_notes(opened, [str(first.pk), str(second.pk)]) == [second]
    assert [row.pk for row in queries.withdrawn_notes(opened)] == [first.pk]
    assert queries.notes_since(opened, second.version)[0].withdrawn_at == NOW


def test_workshops_are_found_by_their_address_or_their_link(workshop: Workshop, network: Network) -> None:
    assert queries.find_by_link(workshop.link_token) == workshop
    for ask, words in ((queries.find_workshop, "aucun atelier «\u202fx\u202f»"), (queries.find_by_link, "ce lien")):
        with pytest.raises(UnknownError, match=words):
            ask("x")
    assert queries.searched_workshops()[1] == ((workshop.slug, workshop.title, ""),)
    assert queries.brief_workshops(network="rien") == []
    assert not queries.has_many_targets(network)


def test_what_goes_with_a_workshop_is_told_in_both_languages(opened: Workshop, people: Cast) -> None:
    keep_note(workshop=opened, note_input=note())
    for name in ("Ana", "Bob"):
        add_attendee(by=None, workshop=opened, name=name, kind=AttendeeKind.EXPERT)
    tells = WORKSHOP.transition("erase_workshop").tells
    assert tells is not None
    assert tells(opened) == ["1 note", "0 document ou photo", "2 personnes présentes inscrites"]
    with translation.override("en"):
        assert list(tells(opened))[2].startswith("2 ")
    for stranger in (people.officer, people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError, match="seule la coordination du réseau efface un atelier"):
            take(WORKSHOP, "erase_workshop", opened, by=stranger, at=NOW)
    take(WORKSHOP, "erase_workshop", opened, by=people.coordinator, at=NOW)
    assert not Workshop.objects.exists()
    assert JournalEntry.objects.latest("pk").summary == "Atelier effacé : Le bois d’ici"


def test_a_file_is_kept_once_by_its_content_and_named_by_itself(workshop: Workshop, people: Cast) -> None:
    file_input = FileInput(name="plan.pdf", data=b"%PDF-1.7 un", title="  ")
    first = add_file(by=people.officer, workshop=workshop, file_input=file_input)
    again = add_file(
        by=people.officer, workshop=workshop, file_input=FileInput(name="b.pdf", data=b"%PDF-1.7 un", title="B")
    )
    assert (again.pk, first.title, first.made_by, workshop.files.count()) == (first.pk, "plan.pdf", None, 1)
    assert JournalEntry.objects.filter(act="add_file").count() == 1
    for stranger in (people.reader, people.outsider):
        with pytest.raises(NotAllowedError):
            add_file(by=stranger, workshop=workshop, file_input=file_input)
        with pytest.raises(NotAllowedError):
            take(FILE, "remove_file", first, by=stranger, at=NOW)
    assert queries.find_file(workshop, first.pk).content
