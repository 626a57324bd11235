"""What pages, commands and traces say of a workshop: its day, its attendance, its moments, its map, its calendar."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from autan.cooperation.workshops.actions.notes import group_notes, keep_note
from autan.cooperation.workshops.actions.workflow import NOTE, NOTES
from autan.cooperation.workshops.actions.workshops import add_attendee, change_workshop, start_workshop
from autan.cooperation.workshops.core.formats import AttendeeKind, Moment, WorkshopFormat, WorkshopStatus
from autan.cooperation.workshops.core.notes import NoteKind
from autan.cooperation.workshops.core.workshops import (
    AttendanceCount,
    PlanTarget,
    StatementKind,
    WorkshopHeading,
    WorkshopStatement,
)
from autan.cooperation.workshops.models import AttendanceRecord, Workshop
from autan.cooperation.workshops.presenters import listing, page, sections
from autan.cooperation.workshops.queries import find_workshop, headings_of, kept_notes, withdrawn_notes, workshops_of
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.texts.language import in_language
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.workshops.conftest import MURETAIN, NOW, SICOVAL, TODAY, note
from tests.evidence.figures.making import keep_fact

HELD, PLANNED, CANCELLED = WorkshopStatus.HELD, WorkshopStatus.PLANNED, WorkshopStatus.CANCELLED
FACT = (EvidenceRef(kind="fact", key="F1"),)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def counts(**numbers: int) -> tuple[AttendanceCount, ...]:
    return tuple(AttendanceCount(kind=AttendeeKind(kind), count=number) for kind, number in numbers.items())


def visit(heading: WorkshopHeading, slug: str, **fields: object) -> WorkshopHeading:
    """Another workshop, which demands neither site nor target."""
    bare: dict[str, object] = {"slug": slug, "title": slug, "format": WorkshopFormat.VISIT, "sites": (), "target": None}
    return replace(heading, **(bare | fields))


@pytest.mark.parametrize(
    ("fields", "french", "english"),
    [
        ({"day": date(2026, 6, 1), "year": 2025}, "1ᵉʳ juin 2026", "1 June 2026"),
        ({"year": 2013}, "2013", "2013"),
        ({}, "date non renseignée", "date not known"),
    ],
)
def test_a_workshop_has_a_day_a_year_or_no_known_date(fields: Mapping[str, object], french: str, english: str):
    workshop = Workshop(**fields)
    assert plain(page.day_words(workshop)) == french
    with in_language("en"):
        assert plain(page.day_words(workshop)) == english


@pytest.mark.parametrize(
    ("attendance", "words"),
    [
        ((), ""),
        (counts(elected=1), "1 présence (élus 1)"),
        (counts(elected=2, expert=3), "5 présences (élus 2, experts 3)"),
        (counts(elected=2, expert=0), "2 présences (élus 2)"),
        (counts(not_stated=28), "28 présences"),
        (counts(elected=2, not_stated=3), "5 présences (élus 2)"),
        (counts(elected=0), "0 présence"),
    ],
)
def test_attendances_are_said_by_capacity_and_the_unknown_is_silent(
    heading: WorkshopHeading, attendance: tuple[AttendanceCount, ...], words: str
):
    assert plain(page.attendance_words(replace(heading, attendance=attendance))) == words


def test_the_target_is_that_which_was_chosen_or_what_the_source_leaves_out(
    heading: WorkshopHeading, target: PlanTarget
):
    assert page.target_words(heading) == target.label
    assert page.target_words(replace(heading, evidence=FACT)) == target.label
    assert page.target_words(replace(heading, target=None)) == ""
    assert page.target_words(replace(heading, target=None, evidence=FACT)) == "la source ne la nomme pas"
    with in_language("en"):
        assert page.target_words(replace(heading, target=None, evidence=FACT)) != "la source ne la nomme pas"


@pytest.mark.parametrize(
    ("status", "reason", "evidence", "words"),
    [
        ("planned", "", [], "prévu"),
        ("held", "", [["fact", "F1"]], "tenu"),
        ("cancelled", "Crue", [], "annulé : Crue"),
        ("cancelled", "Crue", [["fact", "F1"]], "annulé : Crue"),
        ("planned", "", [["fact", "F1"]], "prévu ; aucune source lue ici ne dit ce qu’il est devenu"),
    ],
)
def test_where_a_workshop_stands_is_said_with_what_is_not_known(
    status: str, reason: str, evidence: list[list[str]], words: str
):
    workshop = Workshop(status=status, status_reason=reason, evidence=evidence)
    assert plain(page.status_words(workshop)) == words


def test_what_sources_state_is_told_moment_by_moment(heading: WorkshopHeading):
    keep_fact("F1", kind="workshop")
    quoted = WorkshopStatement(
        moment=Moment.AMBITION,
        kind=StatementKind.QUOTATION,
        fr="Peser",
        en="Weigh",
        evidence=(*FACT, EvidenceRef(kind="fact", key="absent")),
    )
    told = WorkshopStatement(moment=Moment.AMBITION, kind=StatementKind.PARAPHRASE, fr="Dire", en="Say", evidence=())
    views = page.stated_moments(replace(heading, statements=(quoted, told)), PUBLIC)
    assert [(view["rank"], view["code"], view["short"], len(view["statements"])) for view in views] == [
        (1, "understand", "Comprendre", 0),
        (2, "ambition", "L’ambition", 2),
        (3, "transfer", "Le transfert", 0),
    ]
    first, second = views[1]["statements"]
    assert (first["text"], first["is_quotation"], first["kind"]) == ("Peser", True, "citation")
    assert [card.ref for card in first["cards"] if card.ref.key == "F1"] == list(FACT)
    assert (second["text"], second["is_quotation"], second["cards"]) == ("Dire", False, ())
    with in_language("en"):
        assert (
            page.stated_moments(replace(heading, statements=(quoted,)), PUBLIC)[1]["statements"][0]["text"] == "Weigh"
        )


def test_notes_are_shown_by_moment_and_group_the_starred_first(workshop: Workshop, people: Cast):
    take(NOTES, "open_notes", workshop, by=None, at=NOW)
    rows = [keep_note(workshop=workshop, note_input=note(text)) for text in ("un", "deux", "trois", "quatre", "cinq")]
    keep_note(workshop=workshop, note_input=note("six", moment=Moment.TRANSFER))
    group_notes(by=None, workshop=workshop, notes=rows[1:3], title="Le silo")
    group_notes(by=None, workshop=workshop, notes=rows[3:4], title="Le bois")
    for row in (rows[2], rows[4]):
        take(NOTE, "mark_note_essential", row, by=None, at=NOW, is_starred=True)
    first, second, third = page.noted_moments(kept_notes(workshop))
    assert [(group["title"], [row.text for row in group["notes"]]) for group in first["groups"]] == [
        ("Le bois", ["quatre"]),
        ("Le silo", ["trois", "deux"]),
        ("", ["cinq", "un"]),
    ]
    assert (first["count"], second["count"], second["groups"], third["count"]) == (5, 0, (), 1)
    assert [view["question"] for view in page.noted_moments([])] == [moment.label.fr for moment in Moment]


def test_notes_leave_for_screens_with_what_they_show(workshop: Workshop):
    take(NOTES, "open_notes", workshop, by=None, at=NOW)
    first = keep_note(workshop=workshop, note_input=note("Peser", kind=NoteKind.LEVER, author="Ana"))
    second = keep_note(workshop=workshop, note_input=note("Partir", author=""))
    group_notes(by=None, workshop=workshop, notes=[first], title="Le bois")
    take(NOTE, "withdraw_note", second, by=None, at=NOW, reason="Met en cause")
    (kept,) = page.note_objects(kept_notes(workshop))
    assert kept == {
        "id": first.identifier,
        "key": first.pk,
        "moment": "understand",
        "kind": "levier",
        "text": "Peser",
        "author": "Ana",
        "at": NOW.isoformat(),
        "group": "Le bois",
        "starred": False,
        "withdrawn": False,
    }
    (gone,) = page.note_objects(withdrawn_notes(workshop))
    assert (gone["text"], gone["author"], gone["group"], gone["withdrawn"]) == ("", "", "", True)
    with in_language("en"):
        assert page.note_objects(kept_notes(workshop))[0]["kind"] == "lever"


def test_minutes_are_headed_in_french_by_what_is_known(workshop: Workshop):
    with in_language("en"):
        lines = dict(page.minutes_heading(workshop))
    assert list(lines) == ["Format", "Date", "Lieu", "Hôte", "Copilotes", "Site", "Cible du plan"]
    assert (lines["Format"], plain(lines["Date"]), lines["Lieu"]) == ("1 site / 1 cible", "1ᵉʳ juin 2026", "Mairie")
    assert (lines["Site"], lines["Copilotes"]) == ("Chaufferie du bourg", workshop.copilots.get().name)
    Workshop.objects.update(hours="9 h", place="", target=None)
    AttendanceRecord.objects.create(workshop=workshop, kind="expert", count=3)
    for name in ("Ana Témoin", "Bob"):
        add_attendee(by=None, workshop=workshop, name=name, kind=AttendeeKind.EXPERT)
    lines = dict(page.minutes_heading(find_workshop(workshop.slug)))
    assert plain(lines["Date"]) == "1ᵉʳ juin 2026, 9 h"
    assert plain(lines["Présences"]) == "3 présences (experts 3)"
    assert lines["Présents, avec leur accord"] == "Ana Témoin, Bob"
    assert not {"Lieu", "Cible du plan"} & set(lines)


def test_a_workshop_is_described_as_evidence_with_its_page(workshop: Workshop):
    AttendanceRecord.objects.create(workshop=workshop, kind="expert", count=3)
    with CaptureQueriesContext(connection) as asked:
        (card,) = page.describe_workshops([workshop.slug, "absent"], PUBLIC).values()
    assert len(asked) == 4
    assert (card.ref, card.title.fr) == (EvidenceRef(kind="workshop", key=workshop.slug), "Le bois d’ici")
    assert plain(card.statement.fr) == "1ᵉʳ juin 2026, 3 présences (experts 3)"
    assert plain(card.statement.en).startswith("1 June 2026, 3 attendances")
    assert card.note is not None
    assert workshop.slug in card.whole_list
    Network.objects.update(is_invented=False)
    assert page.describe_workshops([workshop.slug], PUBLIC)[workshop.slug].note is None


def test_a_row_says_what_a_list_shows(workshop: Workshop, target: PlanTarget):
    row = listing.workshop_row(find_workshop(workshop.slug))
    brief = {name: row[name] for name in ("slug", "title", "status", "host", "siren", "year", "format")}
    assert brief == {
        "slug": "chaufferie-2026",
        "title": "Le bois d’ici",
        "status": "prévu",
        "host": workshop.host.short_name,
        "siren": SICOVAL,
        "year": "2026",
        "format": "1 site / 1 cible",
    }
    assert (row["sites"], row["target"], row["attendance"]) == (
        (("chaufferie", "Chaufferie du bourg"),),
        target.label,
        "",
    )
    fresh = find_workshop(workshop.slug)
    with CaptureQueriesContext(connection) as asked:
        listing.brief_row(fresh)
        listing.workshop_row(fresh)
    assert len(asked) == 0, "all was read with it"


def test_workshops_are_listed_year_by_year_newest_first(network: Network, workshop: Workshop, heading: WorkshopHeading):
    for slug, fields in (
        ("plus-tard", {"day": date(2026, 9, 1)}),
        ("avant", {"day": None, "year": 2013}),
        ("sans-date", {"day": None}),
    ):
        start_workshop(by=None, network=network, heading=visit(heading, slug, **fields), today=TODAY)
    years = listing.calendar(workshops_of(network.slug))
    assert [(year, [row["slug"] for row in rows]) for year, rows in years] == [
        ("sans date", ["sans-date"]),
        ("2026", ["plus-tard", "chaufferie-2026"]),
        ("2013", ["avant"]),
    ]
    assert listing.calendar([]) == []


def test_days_of_a_calendar_are_those_known_and_not_cancelled(
    network: Network, workshop: Workshop, heading: WorkshopHeading
):
    for slug, fields in (
        ("sans-jour", {"day": None, "year": 2026}),
        ("annule", {"status": CANCELLED, "status_reason": "Crue"}),
        ("tenu", {"status": HELD, "hours": "9 h", "place": ""}),
    ):
        start_workshop(by=None, network=network, heading=visit(heading, slug, **fields), today=TODAY)
    first, second = sorted(listing.calendar_entries(workshops_of(network.slug)), key=lambda entry: entry.uid)
    host = workshop.host.name
    assert (first.uid, first.day, first.title, first.description) == (
        "workshop-chaufferie-2026",
        TODAY,
        "Le bois d’ici",
        f"{host} · Mairie",
    )
    assert (second.uid, second.description) == ("workshop-tenu", f"{host} · 9 h")


def test_figures_of_a_network_begin_with_its_own_format(heading: WorkshopHeading):
    own, other = replace(heading, status=HELD), visit(heading, "v", status=HELD)
    ids = [figure.id.split(".", 2)[2] for figure in listing.network_figures("essai", [own, other])]
    assert ids == ["held.site_target", "held.visit", "attendances.all"]
    ids = [figure.id.split(".", 2)[2] for figure in listing.network_figures("essai", [])]
    assert ids == ["held.site_target", "attendances.all"], "its own is shown though none is known"


def test_the_map_says_who_received_who_will_and_who_is_not_known(
    network: Network, workshop: Workshop, heading: WorkshopHeading
):
    def shown() -> dict[str, str]:
        drawn = listing.workshops_map(network.slug)
        return {place.siren: place.category for place in drawn.places}

    assert shown() == {SICOVAL: "planned", MURETAIN: "unknown"}
    start_workshop(
        by=None, network=network, heading=visit(heading, "a", host=MURETAIN, copilots=(), status=HELD), today=TODAY
    )
    assert shown() == {SICOVAL: "planned", MURETAIN: "held"}
    again = visit(heading, "b", host=MURETAIN, copilots=())
    start_workshop(by=None, network=network, heading=again, today=TODAY)
    assert shown()[MURETAIN] == "held", "who received one and will again is shown as who received"
    cancelled = replace(workshop.as_core(), status=CANCELLED, status_reason="Crue")
    change_workshop(by=None, workshop=workshop, heading=cancelled, today=TODAY)
    assert shown() == {SICOVAL: "unknown", MURETAIN: "held"}
    drawn = listing.workshops_map(network.slug)
    assert plain(drawn.sentence.fr) == "1 atelier tenu, chez 1 des 2 membres ; annoncés ailleurs : 0."
    assert [series.code for series in drawn.categories] == ["held", "planned", "unknown"]
    assert listing.workshops_map("voisin") is None


def test_an_object_for_json_leaves_out_no_answer_and_adds_none(workshop: Workshop, target: PlanTarget):
    assert listing.as_object(find_workshop(workshop.slug)) == {
        "slug": "chaufferie-2026",
        "title": "Le bois d’ici",
        "network": "essai",
        "format": "site_target",
        "status": "planned",
        "day": "2026-06-01",
        "year": None,
        "host": SICOVAL,
        "copilots": [MURETAIN],
        "sites": ["chaufferie"],
        "target": target.label,
        "attendance": {},
        "is_documented": False,
    }
    Workshop.objects.update(day=None, year=2013, target=None, evidence=[["fact", "F1"]])
    AttendanceRecord.objects.create(workshop=workshop, kind="expert", count=0)
    told = listing.as_object(find_workshop(workshop.slug))
    assert (told["day"], told["year"], told["target"], told["attendance"], told["is_documented"]) == (
        None,
        2013,
        None,
        {"expert": 0},
        True,
    )


def test_a_territory_shows_what_it_hosts_and_a_network_its_last_four(
    network: Network, workshop: Workshop, heading: WorkshopHeading
):
    assert list(sections.territory_sections(MURETAIN, None)) == []
    (hosted,) = sections.territory_sections(SICOVAL, None)
    assert (hosted.count, [row["slug"] for row in hosted.context["rows"]]) == (1, ["chaufferie-2026"])
    for rank in range(5):
        later = visit(heading, f"v{rank}", day=TODAY + timedelta(days=rank + 1))
        start_workshop(by=None, network=network, heading=later, today=TODAY)
    (whole,) = sections.network_sections(network.slug, None)
    assert (whole.count, [row["slug"] for row in whole.context["rows"]]) == (6, ["v4", "v3", "v2", "v1"])
    assert list(sections.network_sections("voisin", None)) == []


def test_workshops_may_be_chosen_as_what_happened(workshop: Workshop):
    ((address, title),) = sections.event_choices(network="essai")
    assert (workshop.slug in address, title) == (True, "Le bois d’ici")
    assert sections.event_choices(host=SICOVAL) == [(address, title)]
    assert sections.event_choices(host=MURETAIN) == sections.event_choices(network="voisin") == []


def test_a_search_finds_a_workshop_by_words_of_its_title(workshop: Workshop):
    (hit,) = sections.search_workshops("bois", None)
    assert (hit.title, hit.kind, hit.ref, hit.is_invented) == (
        "Le bois d’ici",
        "atelier",
        "workshop:chaufferie-2026",
        True,
    )
    assert plain(hit.excerpt) == "1ᵉʳ juin 2026"
    assert sections.search_workshops("turbine", None) == []


def test_days_to_come_are_those_of_the_network_from_today(
    network: Network, workshop: Workshop, heading: WorkshopHeading
):
    today = timezone.localdate()
    for slug, day in (("hier", today - timedelta(days=1)), ("ce-jour", today), ("demain", today + timedelta(days=1))):
        start_workshop(by=None, network=network, heading=visit(heading, slug, day=day), today=TODAY)
    start_workshop(by=None, network=network, heading=visit(heading, "sans-jour", day=None), today=TODAY)
    steps = {step.day: str(step.what) for step in sections._coming(network.slug, None)}
    assert "ce-jour" in steps[today]
    assert "demain" in steps[today + timedelta(days=1)]
    assert min(steps) == today
    assert None not in steps
    assert list(sections._coming("voisin", None)) == []


def test_headings_of_a_network_are_read_in_four_queries(network: Network, workshop: Workshop, heading: WorkshopHeading):
    for rank in range(3):
        start_workshop(by=None, network=network, heading=visit(heading, f"v{rank}"), today=TODAY)
    with CaptureQueriesContext(connection) as asked:
        headings = headings_of(network.slug)
    assert (len(headings), len(asked)) == (4, 4)
    assert headings_of("voisin") == []
