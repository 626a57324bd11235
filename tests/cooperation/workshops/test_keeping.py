"""Who keeps a workshop, what is written of it and of those who attended, and how a name leaves it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from autan.cooperation.workshops import queries
from autan.cooperation.workshops.actions.files import FileInput, add_file
from autan.cooperation.workshops.actions.notes import group_notes, keep_note
from autan.cooperation.workshops.actions.workflow import FILE, NOTE, NOTES, WORKSHOP
from autan.cooperation.workshops.actions.workshops import (
    add_attendee,
    change_workshop,
    draft_minutes,
    erase_attendance,
    remove_name,
    start_workshop,
)
from autan.cooperation.workshops.core.formats import (
    AttendeeKind,
    Moment,
    PhotoConsent,
    PlanTargetKind,
    WorkshopFormat,
    WorkshopStatus,
)
from autan.cooperation.workshops.core.workshops import AttendanceCount, PlanTarget, WorkshopHeading
from autan.cooperation.workshops.models import Attendee, Workshop
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.models import Fact, Source
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, UnknownError
from autan.ground.extension_points import DataSubject
from autan.ground.wordings import Text
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.plans.plans.models import Plan
from autan.plans.projects.models import Axis
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from tests.cast import Cast, make_people
from tests.cooperation.workshops.conftest import MURETAIN, NOW, SICOVAL, TODAY, note

EVERYBODY = ("coordinator", "officer", "contributor", "reader", "outsider")
EXPERT = AttendeeKind.EXPERT


@pytest.fixture
def opened(workshop: Workshop) -> Workshop:
    take(NOTES, "open_notes", workshop, by=None, at=NOW)
    return workshop


@pytest.fixture
def held(workshop: Workshop) -> Workshop:
    Workshop.objects.filter(pk=workshop.pk).update(status=WorkshopStatus.HELD)
    workshop.refresh_from_db()
    return workshop


def allowed(people: Cast, right: str, thing: object) -> set[str]:
    return {name for name in EVERYBODY if getattr(people, name).has_perm(f"workshops.{right}", thing)}


def last_line() -> tuple[str, str, str]:
    line = JournalEntry.objects.latest("pk")
    return line.act, line.summary, line.network


def test_each_right_is_for_whom_it_says(workshop: Workshop, people: Cast) -> None:
    acting = {"coordinator", "officer", "contributor"}
    assert allowed(people, "start_workshop", workshop.network) == acting
    assert allowed(people, "keep_workshop", workshop) == acting
    assert allowed(people, "erase_workshop", workshop) == {"coordinator"}
    assert allowed(people, "read_notes", workshop) == acting | {"reader"}
    assert allowed(people, "amend_minutes", workshop) == acting
    for right in ("start_workshop", "keep_workshop", "erase_workshop", "read_notes", "amend_minutes"):
        assert allowed(people, right, None) == set()


def test_who_attended_reads_the_notes_and_who_pilots_keeps(workshop: Workshop, people: Cast) -> None:
    (pilot,) = make_people("pilote")
    muretain = Territory.objects.get(siren=MURETAIN)
    Mandate.objects.create(person=pilot, role=Mandate.Role.CONTRIBUTOR, territory=muretain, valid_from=TODAY)
    assert pilot.has_perm("workshops.keep_workshop", workshop)
    workshop.copilots.clear()
    assert not pilot.has_perm("workshops.keep_workshop", Workshop.objects.get())
    Attendee.objects.create(workshop=workshop, name="Outsider", kind=EXPERT, person=people.outsider)
    assert allowed(people, "read_notes", workshop) == set(EVERYBODY)
    assert "outsider" in allowed(people, "amend_minutes", workshop)
    assert "outsider" not in allowed(people, "keep_workshop", workshop)
    people.outsider.is_active = False
    assert "outsider" not in allowed(people, "read_notes", workshop)


def test_a_workshop_is_written_whole_and_told_once(network: Network, heading: WorkshopHeading, people: Cast) -> None:
    planned = replace(heading, title=" Le bois ", year=2026, status_reason="pluie")
    made = start_workshop(by=people.officer, network=network, heading=planned, today=TODAY)
    assert last_line() == ("start_workshop", "Atelier ajouté : Le bois", "essai")
    kept = queries.find_workshop(made.slug).as_core()
    assert kept == replace(planned, title="Le bois", status_reason=""), "a reason is that of a cancellation"
    assert len(made.link_token) >= 20
    with pytest.raises(DomainError, match="porte déjà ce titre"):
        start_workshop(by=people.officer, network=network, heading=heading, today=TODAY)
    for name in ("reader", "outsider"):
        with pytest.raises(NotAllowedError, match="ouvrent un atelier"):
            start_workshop(by=getattr(people, name), network=network, heading=heading, today=TODAY)
    assert Workshop.objects.count() == 1


def test_a_change_moves_the_revision_and_is_refused_to_who_read_another(workshop: Workshop, people: Cast) -> None:
    cancelled = replace(workshop.as_core(), status=WorkshopStatus.CANCELLED, status_reason="Crue", copilots=())
    change_workshop(by=people.contributor, workshop=workshop, heading=cancelled, today=TODAY, revision=1)
    kept = queries.find_workshop(workshop.slug)
    assert (kept.revision, kept.status_reason, kept.as_core().copilots) == (2, "Crue", ())
    assert last_line() == ("change_workshop", "Atelier changé : Le bois d’ici", "essai")
    with pytest.raises(ConflictError):
        change_workshop(by=None, workshop=workshop, heading=cancelled, today=TODAY, revision=1)
    change_workshop(by=None, workshop=workshop, heading=cancelled, today=TODAY)
    assert Workshop.objects.get().revision == 3, "without a revision, nothing is asked"
    with pytest.raises(NotAllowedError, match="tiennent cet atelier"):
        change_workshop(by=people.reader, workshop=workshop, heading=cancelled, today=TODAY)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "a un titre"),
        ({"host": "999999999"}, "territoires suivis ici"),
        ({"copilots": (MURETAIN, "999999999")}, "territoires suivis ici"),
        ({"sites": ("rien",)}, "projets d’ici"),
        ({"sites": ()}, "demande un site"),
        ({"target": None}, "une cible"),
        ({"status": WorkshopStatus.HELD, "day": TODAY + timedelta(days=1)}, "déjà tenu"),
        ({"status": WorkshopStatus.CANCELLED}, "dit pourquoi"),
    ],
)
def test_what_a_workshop_lacks_is_said(
    network: Network, heading: WorkshopHeading, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        start_workshop(by=None, network=network, heading=replace(heading, **changes), today=TODAY)
    assert not Workshop.objects.exists()


def test_what_fits_is_kept(network: Network, heading: WorkshopHeading) -> None:
    twice = replace(heading, slug="b", sites=heading.sites * 2, format=WorkshopFormat.SITE_TARGET)
    with pytest.raises(DomainError, match="un seul site"):
        start_workshop(by=None, network=network, heading=twice, today=TODAY)
    visit = replace(twice, format=WorkshopFormat.VISIT, copilots=(SICOVAL,), status=WorkshopStatus.HELD)
    assert start_workshop(by=None, network=network, heading=visit, today=TODAY).as_core().sites == heading.sites
    source = (EvidenceRef(kind="fact", key="F1"),)
    told = replace(heading, slug="c", target=None, evidence=source)
    assert start_workshop(by=None, network=network, heading=told, today=TODAY).target is None


def test_the_counts_of_those_who_attended_replace_one_another(held: Workshop, people: Cast) -> None:
    def count(*numbers: int) -> None:
        counts = [AttendanceCount(kind=kind, count=number) for kind, number in zip(AttendeeKind, numbers, strict=False)]
        take(WORKSHOP, "record_attendance", held, by=people.officer, at=NOW, counts=counts)

    count(100_000, 0)
    assert last_line() == ("record_attendance", "Présences comptées : 100000", "essai")
    count(2, 3)
    assert [row.count for row in held.as_core().attendance] == [2, 3]
    for wrong in ((1, 100_001), (-1, 4)):
        with pytest.raises(DomainError, match="est un nombre entier, de 0 à"):
            count(*wrong)
    assert [row.count for row in held.as_core().attendance] == [2, 3]
    count()
    assert held.as_core().attendance == ()


def test_somebody_who_attended_is_written_once(workshop: Workshop, people: Cast) -> None:
    def add(name: str, **more: str) -> Attendee:
        return add_attendee(by=people.officer, workshop=workshop, name=name, kind=EXPERT, **more)

    first = add("  Ana\0  Témoin ", organisation="x" * 300, email=f" {people.outsider.email.upper()} ")
    assert (first.name, first.kind, len(first.organisation), first.person) == (
        "Ana Témoin",
        "expert",
        200,
        people.outsider,
    )
    assert last_line() == ("add_attendee", "Personne présente inscrite", "essai")
    before = JournalEntry.objects.count()
    assert add("Ana Témoin", organisation="Autre") == first
    assert (JournalEntry.objects.count(), workshop.attendees.get().organisation) == (before, "x" * 200)
    assert add("y" * 120).person is None
    for name in ("", " \0 ", "y" * 121):
        with pytest.raises(DomainError, match="a un nom"):
            add(name)
    with pytest.raises(DomainError, match="aucun compte n’a cette adresse"):
        add("Bob", email="rien@exemple.fr")
    for name in ("reader", "outsider"):
        with pytest.raises(NotAllowedError):
            add_attendee(by=getattr(people, name), workshop=workshop, name="Bob", kind=EXPERT)
    assert workshop.attendees.count() == 2


def test_a_name_leaves_what_it_signed_and_the_texts_where_it_stands_whole(opened: Workshop, people: Cast) -> None:
    signed = keep_note(workshop=opened, note_input=note("La vis casse", author="Ana Témoin"))
    naming = keep_note(workshop=opened, note_input=note("ANA TÉMOIN l’a dit", author="Bob"))
    other = keep_note(workshop=opened, note_input=note("Ana Témoineau l’a dit", author="Bob"))
    document = FileInput(name="plan.pdf", data=b"%PDF-1.7 ...", title="Plan", author="Ana Témoin")
    add_file(by=None, workshop=opened, file_input=document)
    add_attendee(by=None, workshop=opened, name="Ana Témoin", kind=EXPERT)
    add_attendee(by=None, workshop=opened, name="Bob", kind=EXPERT)
    before = [entry.pk for entry in JournalEntry.objects.filter(by__name="Ana Témoin")]
    # the attendee, the note signed, the note that names, the file and the line of the journal
    assert remove_name(by=people.coordinator, workshop=opened, name=" Ana  Témoin ") == 5
    assert last_line() == ("remove_name", "Nom retiré à la demande d’une personne", "essai")
    assert [attendee.name for attendee in opened.attendees.all()] == ["Bob"]
    assert [(row.text, row.author) for row in queries.kept_notes(opened)] == [
        ("La vis casse", ""),
        ("[nom retiré] l’a dit", "Bob"),
        ("Ana Témoineau l’a dit", "Bob"),
    ]
    assert opened.files.get().author == ERASED_NAME
    assert {entry.by.name for entry in JournalEntry.objects.filter(pk__in=before)} == {ERASED_NAME}
    changed = [row.pk for row in queries.notes_since(opened, other.version)]
    assert changed == [signed.pk, naming.pk], "screens that follow the notes drop the name"
    assert remove_name(by=people.coordinator, workshop=opened, name="Ana Témoin") == 0
    assert remove_name(by=people.coordinator, workshop=opened, name=" ") == 0


def test_somebody_erased_leaves_those_who_attended_by_account_or_by_own_name(opened: Workshop, people: Cast) -> None:
    rows = [("Outsider", people.outsider), ("Ana Témoin", None), ("Bob", None), ("Reader", people.reader)]
    for name, person in rows:
        Attendee.objects.create(workshop=opened, name=name, kind=EXPERT, person=person)
    for author in ("Ana Témoin", "Bob"):
        keep_note(workshop=opened, note_input=note(author=author))
    subject = DataSubject(email=people.outsider.email, person=people.outsider.pk, names=("Ana Témoin", "Reader"))
    (exported,) = queries.export_attendance(subject)
    assert exported == {"workshop": opened.slug, "name": "Outsider", "as": "expert", "organisation": ""}
    assert erase_attendance(subject) == 3
    assert [attendee.name for attendee in opened.attendees.all()] == ["Bob", "Reader"]
    assert [row.author for row in queries.kept_notes(opened)] == ["", "Bob"]
    assert erase_attendance(DataSubject(email="x@y.fr")) == 0


def test_minutes_begin_once_it_is_held(workshop: Workshop, people: Cast) -> None:
    with pytest.raises(DomainError, match="une fois l’atelier tenu"):
        draft_minutes(by=people.officer, workshop=workshop)
    Workshop.objects.filter(pk=workshop.pk).update(status=WorkshopStatus.HELD)
    workshop.refresh_from_db()
    minutes = draft_minutes(by=people.officer, workshop=workshop)
    assert (minutes.title, minutes.meeting) == ("Le bois d’ici", workshop.ref)
    assert minutes.text.count("Aucune note") == 3


def test_a_group_has_one_title_and_goes_with_its_last_note(opened: Workshop, people: Cast) -> None:
    one, two = (keep_note(workshop=opened, note_input=note(text)) for text in ("un", "deux"))
    group_notes(by=people.officer, workshop=opened, notes=[one, two], title="x" * 130)
    assert last_line() == ("group_notes", f"Notes réunies : {'x' * 120}", "essai")
    group_notes(by=people.officer, workshop=opened, notes=[two], title="Le\0 bois")
    assert [group.title for group in opened.note_groups.all()] == ["x" * 120, "Le bois"]
    group_notes(by=people.officer, workshop=opened, notes=[one], title="Le bois")
    assert [group.title for group in opened.note_groups.all()] == ["Le bois"]
    group_notes(by=people.officer, workshop=opened, notes=[one], title=" ")
    assert last_line() == ("group_notes", "Notes sorties de leur groupe", "essai")
    assert [row.group and row.group.title for row in queries.kept_notes(opened)] == [None, "Le bois"]
    with pytest.raises(DomainError, match="même temps"):
        group_notes(by=people.officer, workshop=opened, notes=[], title="x")


def test_a_note_is_kept_as_it_is_signed(opened: Workshop) -> None:
    signed = keep_note(workshop=opened, note_input=note(author="Ana"))
    line = JournalEntry.objects.latest("pk")
    assert (line.act, line.summary, line.by.name, line.kind) == ("keep_note", "Note prise", "Ana", "note")
    unsigned = keep_note(workshop=opened, note_input=note(author=" ", moment=Moment.AMBITION))
    assert JournalEntry.objects.latest("pk").by.name == "Participant"
    assert (signed.author, unsigned.author, unsigned.version - signed.version) == ("Ana", "", 1)
    assert [row.text for row in queries.withdrawn_notes(opened)] == []


def test_a_withdrawn_note_keeps_its_reason_and_takes_no_star(opened: Workshop, people: Cast) -> None:
    kept = keep_note(workshop=opened, note_input=note())
    take(NOTE, "mark_note_essential", kept, by=people.officer, at=NOW, is_starred=True)
    assert last_line()[1] == "Note retenue"
    take(NOTE, "mark_note_essential", kept, by=people.officer, at=NOW, is_starred=False)
    assert last_line()[1] == "Note qui n’est plus retenue"
    take(NOTE, "withdraw_note", kept, by=people.officer, at=NOW, reason="x" * 400)
    (trace,) = queries.withdrawn_notes(opened)
    assert (trace.withdrawal_reason, trace.withdrawn_by_name, trace.group) == ("x" * 300, people.officer.name, None)
    with pytest.raises(DomainError, match="déjà retirée"):
        take(NOTE, "mark_note_essential", trace, by=people.officer, at=NOW, is_starred=True)
    assert queries.find_notes(opened, [str(trace.pk), "x"]) == []
    with pytest.raises(UnknownError, match="aucune note 0"):
        queries.find_note(opened, 0)


def test_documents_and_photos_without_consent_are_told_apart(workshop: Workshop, people: Cast) -> None:
    def add(name: str, **more: object):
        return add_file(by=people.officer, workshop=workshop, file_input=FileInput(name=name, title=" T ", **more))

    plan = add("plan.pdf", data=b"%PDF-1.7 un", author=" Ana ", licence="l" * 200, consent=PhotoConsent.NOT_ASKED)
    assert last_line() == ("add_file", "Document ajouté : T", "essai")
    assert (plan.author, len(plan.licence), plan.consent) == ("Ana", 120, "nobody"), "a document shows nobody"
    assert (plan.size, plan.added_by_name, bytes(plan.content)) == (11, people.officer.name, b"%PDF-1.7 un")
    hidden = add("autre.pdf", data=b"%PDF-1.7 deux")
    type(hidden).objects.filter(pk=hidden.pk).update(consent="not_asked")
    assert [file.pk for file in queries.files_of(workshop, is_inside=True)] == [plan.pk, hidden.pk]
    assert [file.pk for file in queries.files_of(workshop, is_inside=False)] == [plan.pk]
    take(FILE, "remove_file", hidden, by=people.officer, at=NOW)
    assert last_line() == ("remove_file", "Fichier retiré : T", "essai")
    with pytest.raises(UnknownError, match=f"aucun fichier {hidden.pk}"):
        queries.find_file(workshop, hidden.pk)


def test_targets_and_first_axes_of_the_plans_of_the_members_are_offered(
    network: Network, target: PlanTarget, heading: WorkshopHeading
) -> None:
    plan = Plan.objects.get(slug="pcaet")
    axis = Axis.objects.create(plan=plan, title="1. Sobriété", key="1", rank=1)
    Axis.objects.create(plan=plan, title="1.1 Chauffer", key="1.1", rank=1, parent=axis)
    Plan.objects.create(slug="brouillon", title="Brouillon", kind="pcaet").subjects.set(plan.subjects.all())
    (first, offered), (second, first_axis) = queries.target_choices(network, None)
    assert (first, offered) == (f"target:pcaet:{target.key}", target)
    about, _colon, amount = offered.label.partition(" : ")
    assert about == "émissions de gaz à effet de serre, résidentiel"
    assert amount.endswith("40 % en 2030 (PCAET du Sicoval)")
    assert (second, first_axis.kind) == (f"axis:pcaet:{axis.pk}", PlanTargetKind.AXIS)
    assert first_axis.label == "1. Sobriété (PCAET du Sicoval)"
    Membership.objects.filter(territory__siren=SICOVAL).update(valid_to=TODAY)
    assert queries.target_choices(network, None) == [], "of a member that left"
    assert len(queries.target_choices(network, heading)) == 2, "but for the plan that it has"
    elsewhere = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)
    assert queries.target_choices(elsewhere, None) == []
    Plan.objects.filter(pk=plan.pk).update(network=elsewhere)
    assert len(queries.target_choices(elsewhere, None)) == 2, "a plan of the network itself"


def test_workshops_are_read_by_network_by_host_and_by_link(network: Network, workshop: Workshop) -> None:
    assert queries.find_by_link(workshop.link_token) == workshop
    for find in (queries.find_by_link, queries.find_workshop):
        with pytest.raises(UnknownError, match="aucun atelier"):
            find("absent")
    assert queries.workshops_of("essai") == queries.all_workshops() == [workshop]
    assert queries.workshops_of("voisin") == []
    assert queries.brief_workshops(network="essai") == queries.brief_workshops(host=SICOVAL) == [workshop]
    assert queries.brief_workshops(host=MURETAIN) == queries.brief_workshops(network="voisin") == []
    figures = {figure.id: figure.value for figure in queries.workshop_figures("essai")}
    assert figures == {"workshops.essai.held.site_target": None, "workshops.essai.attendances.all": None}
    assert queries.workshop_figures("voisin") == []


def test_facts_learnt_in_workshops_that_none_cites_are_told(heading: WorkshopHeading) -> None:
    row = {"subject": "S", "topic": "workshop", "statement_fr": "x", "statement_en": "x", "confidence": "press"}
    told, other = (Source.objects.create(slug=slug, title=slug, producer="P") for slug in ("a", "b"))
    for key, source, kind, siren in (
        ("F1", told, "workshop", ""),
        ("F2", told, "workshop", SICOVAL),
        ("F3", told, "workshop", ""),
        ("F4", told, "survey", ""),
        ("F5", other, "workshop", ""),
    ):
        Fact.objects.create(id=key, source=source, kind=kind, siren=siren, **row)
    citing = replace(heading, evidence=(EvidenceRef(kind="fact", key="F1"), EvidenceRef(kind="source", key="b")))
    assert [ref.key for ref in queries.facts_of_no_workshop([citing])] == ["F3", "F2"]
    counted = AttendanceCount(kind=EXPERT, count=1, evidence=(EvidenceRef(kind="fact", key="F3"),))
    assert [ref.key for ref in queries.facts_of_no_workshop([replace(citing, attendance=(counted,))])] == ["F2"]
    assert queries.facts_of_no_workshop([heading]) == queries.facts_of_no_workshop([]) == []
