"""Who reads minutes and what was asked of them, in which words, and what the documents hold."""

import io
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from autan.cooperation.minutes import queries
from autan.cooperation.minutes.actions.minutes import decide_amendment, propose_amendment
from autan.cooperation.minutes.actions.workflow import MINUTES
from autan.cooperation.minutes.core import AmendmentInput, MinutesBlock, MinutesDocument, Run
from autan.cooperation.minutes.models import Amendment, Minutes, PassageWithdrawal
from autan.cooperation.minutes.presenters import caution_of, minutes_document, phase_words, withdrawal_words
from autan.cooperation.minutes.renderers.minutes import document_metadata, write_minutes
from autan.ground.errors import UnknownError
from autan.ground.extension_points import DataSubject
from autan.ground.texts.language import in_language
from autan.people.journal.core import ObjectRef
from autan.people.workflows.actions import take
from tests.cast import Cast

EVERYBODY = ("coordinator", "officer", "contributor", "reader", "outsider")
INSIDE = {"coordinator", "officer", "contributor", "reader"}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def amended(minutes: Minutes) -> Minutes:
    take(MINUTES, "open_amendments", minutes, by=None, at=date(2026, 3, 1))
    return minutes


def ask(minutes: Minutes, by: object = None, **fields: str) -> Amendment:
    whole = {"passage": "cher", "replacement": "2 M€", "reason": "Le prix"} | fields
    amendment_input = AmendmentInput(**whole)
    return propose_amendment(by=by, minutes=minutes, amendment_input=amendment_input, today=date(2026, 3, 2))


@pytest.mark.parametrize("phase", ["draft", "amended", "settled", "published"])
def test_minutes_are_read_by_those_of_the_meeting_until_they_are_published(minutes: Minutes, people: Cast, phase: str):
    Minutes.objects.update(phase=phase)
    minutes.refresh_from_db()
    strangers = [AnonymousUser(), people.outsider]
    readers = {name for name in EVERYBODY if queries.may_read_minutes(minutes, getattr(people, name))}
    assert readers - {"outsider"} == INSIDE
    assert {queries.may_read_minutes(minutes, reader) for reader in strangers} == {phase == "published"}
    for reader in strangers:
        if phase == "published":
            assert queries.find_minutes(minutes.slug, reader=reader) == minutes
        else:
            with pytest.raises(UnknownError, match="aucun compte rendu"):
                queries.find_minutes(minutes.slug, reader=reader)


def test_what_a_reader_may_do_is_what_the_meeting_says(minutes: Minutes, people: Cast):
    rights = {name: queries.rights_on(minutes, getattr(people, name)) for name in EVERYBODY}
    assert {name for name in EVERYBODY if rights[name].may_amend} == INSIDE
    assert {name for name in EVERYBODY if rights[name].may_write} == {"coordinator"}
    nobody = queries.rights_on(minutes, AnonymousUser())
    assert (nobody.may_amend, nobody.may_write) == (False, False)


def test_minutes_are_those_of_one_meeting(minutes: Minutes, meeting: ObjectRef):
    assert queries.minutes_of(meeting) == minutes
    for other in (
        ObjectRef("autres", "meeting", meeting.key),
        ObjectRef(meeting.room, "autre", meeting.key),
        ObjectRef(meeting.room, meeting.kind, "autre"),
    ):
        assert queries.minutes_of(other) is None
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert queries.minutes_of(meeting).network.slug == "essai"
    assert len(asked) == 1


def test_a_kind_of_meeting_that_no_room_holds_is_unknown(meeting: ObjectRef):
    assert queries.holder_of(meeting).page("essai") == "/reseaux/essai/"
    for other in (ObjectRef(meeting.room, "rien", "x"), ObjectRef("rien", meeting.kind, "x")):
        with pytest.raises(UnknownError, match=f"aucune sorte de réunion {other.room}.{other.kind}"):
            queries.holder_of(other)


def test_amendments_are_read_by_the_people_of_the_meeting_in_the_order_they_came(amended: Minutes, people: Cast):
    first, second = ask(amended, people.officer), ask(amended, passage="Une visite")
    Minutes.objects.update(phase="published")
    amended.refresh_from_db()
    for name in INSIDE:
        assert queries.amendments_of(amended, reader=getattr(people, name)) == [first, second]
    for reader in (people.outsider, AnonymousUser()):
        assert queries.amendments_of(amended, reader=reader) == []


def test_an_amendment_is_found_in_its_own_minutes(amended: Minutes):
    asked = ask(amended)
    assert queries.find_amendment(amended, asked.pk) == asked
    elsewhere = Minutes.objects.create(slug="b", network=amended.network, room="r", kind="k", object_id="b", title="B")
    for minutes, key in ((elsewhere, asked.pk), (amended, asked.pk + 1)):
        with pytest.raises(UnknownError, match=f"aucun amendement {key}"):
            queries.find_amendment(minutes, key)


def test_somebody_takes_away_the_amendments_that_she_asked_for(amended: Minutes, people: Cast):
    asked = ask(amended, people.officer)
    ask(amended, people.reader, reason="Autre")
    ask(amended)
    assert queries.export_amendments(DataSubject(email="x@y.fr", person=people.officer.pk)) == [
        {"minutes": amended.slug, "on": f"{asked.at:%Y-%m-%d}", "reason": "Le prix", "text": "2 M€"}
    ]
    for subject in (DataSubject(email="x@y.fr"), DataSubject(email="x@y.fr", person=people.outsider.pk)):
        assert queries.export_amendments(subject) == []


@pytest.mark.parametrize(
    ("phase", "days", "french", "english"),
    [
        ("draft", {}, "brouillon", "draft"),
        ("amended", {}, "ouvert aux amendements", "open to amendments"),
        (
            "amended",
            {"amendments_until": date(2026, 3, 11)},
            "ouvert aux amendements jusqu’au 11 mars 2026 inclus",
            "open to amendments until 11 March 2026 included",
        ),
        (
            "settled",
            {"amendments_until": date(2026, 3, 11), "settled_on": date(2026, 3, 12)},
            "arrêté le 12 mars 2026",
            "settled on 12 March 2026",
        ),
        (
            "published",
            {"settled_on": date(2026, 3, 12), "published_on": date(2026, 4, 1)},
            "publié le 1ᵉʳ avril 2026",
            "published on 1 April 2026",
        ),
    ],
)
def test_a_phase_says_since_or_until_when(phase: str, days: dict[str, date], french: str, english: str):
    minutes = Minutes(phase=phase, **days)
    assert plain(phase_words(minutes)) == french
    with in_language("en"):
        assert plain(phase_words(minutes)) == english


def test_the_page_says_what_was_asked_for_and_names_nobody(amended: Minutes, people: Cast):
    assert minutes_document(amended).trace == ()
    decide_amendment(by=None, amendment=ask(amended, people.officer), is_accepted=True, answer="")
    assert minutes_document(amended).trace == ("1 amendement demandé (accepté\u00a0: 1).",)
    ask(amended, passage="Une visite", on_behalf_of="Mistral")
    assert minutes_document(amended).trace == ("2 amendements demandés (acceptés\u00a0: 1).",)
    PassageWithdrawal.objects.create(
        minutes=amended, reason="Met en cause", characters=12, by_id=amended.versions.get(number=1).by_id
    )
    first, last = minutes_document(amended).trace
    assert "12 signes" in last
    assert "Mistral" not in f"{first} {last}"
    assert people.officer.name not in f"{first} {last}"
    with in_language("en"):
        assert "12" in minutes_document(amended).trace[1]
        assert minutes_document(amended).language == "en"


def test_a_withdrawal_says_how_many_signs_when_and_why():
    withdrawal = PassageWithdrawal(characters=25, reason="Met en cause.", at=datetime(2026, 3, 12, 9, tzinfo=UTC))
    assert plain(withdrawal_words(withdrawal)) == (
        "Un passage de 25 signes a été retiré le 12 mars 2026 : Met en cause."
    )


def test_a_document_holds_the_heading_the_blocks_and_the_hash_once_published(minutes: Minutes):
    minutes.heading = [["Lieu", 'Salle "A"']]
    document = minutes_document(minutes)
    assert (document.title, document.network, document.phase) == (
        "Visite de la chaufferie",
        "Réseau d’essai",
        "brouillon",
    )
    assert document.heading[0][0] == "Lieu"
    assert [block.kind for block in document.blocks[:2]] == ["heading", "paragraph"]
    assert document.fingerprint == ""
    minutes.content_hash = "abc"
    assert minutes_document(minutes).fingerprint == "Empreinte du texte publié (SHA-256)\u00a0: abc"


def test_an_invented_network_is_said_to_be_and_a_real_one_is_not(minutes: Minutes):
    assert "Réseau inventé pour essayer" in minutes_document(minutes).caution
    minutes.network.is_invented = False
    assert caution_of(minutes.network) == minutes_document(minutes).caution == ""


def test_reading_minutes_takes_three_queries_whatever_they_hold(amended: Minutes):
    for passage in ("cher", "Une visite", "trop grand"):
        ask(amended, passage=passage)
    found = queries.minutes_of(amended.meeting)
    with CaptureQueriesContext(connection) as asked:
        minutes_document(found)
    assert len(asked) <= 3


def content(*blocks: MinutesBlock, **fields: object) -> MinutesDocument:
    whole: dict[str, object] = {
        "language": "fr",
        "title": "Visite",
        "network": "Essai",
        "caution": "",
        "phase": "brouillon",
        "heading": (),
        "blocks": blocks,
        "trace": (),
        "fingerprint": "",
    }
    return MinutesDocument(**whole | fields)  # type: ignore[arg-type]  # each test gives what it changes


def block(kind: str, text: str, **fields: object) -> MinutesBlock:
    return MinutesBlock(kind=kind, runs=(Run(text=text),), **fields)  # type: ignore[arg-type]


def written(document: MinutesDocument):
    return Document(io.BytesIO(write_minutes(document, on=date(2026, 3, 12))))


def test_a_written_document_reads_from_its_top_to_its_hash():
    document = written(
        content(
            block("heading", "Le site"),
            block("paragraph", "Du bois."),
            block("quote", "Trop grand."),
            caution="Réseau inventé.",
            heading=(("Lieu", "Albi"), ("Présents", "Ana\nBob")),
            trace=("1 amendement.",),
            fingerprint="Empreinte : abc",
        )
    )
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [
        "Réseau inventé.",
        "Essai · brouillon",
        "Visite",
        "Le site",
        "Du bois.",
        "Trop grand.",
        "1 amendement.",
        "Empreinte : abc",
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Lieu", "Albi"], ["Présents", "Ana\nBob"]]
    label, value = table.rows[0].cells
    assert (label.paragraphs[0].runs[0].bold, value.paragraphs[0].runs[0].bold) == (True, None)
    assert (document.core_properties.title, document.core_properties.subject) == ("Visite", "Essai")


def test_a_document_without_caution_heading_or_trace_leaves_them_out():
    document = written(content(block("paragraph", "Du bois.")))
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [
        "Essai · brouillon",
        "Visite",
        "Du bois.",
    ]
    assert document.tables == []


def numbering(document) -> list[tuple[str, str]]:
    """The list and the level of each item, as Word reads them."""
    lists: dict[str, str] = {}
    rows = []
    for paragraph in document.paragraphs:
        properties = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        if properties is not None:
            key = str(properties.numId.val)
            rows.append((lists.setdefault(key, "abcdef"[len(lists)]), str(properties.ilvl.val)))
    return rows


def test_items_go_on_in_their_list_and_a_new_one_begins_at_one():
    item = [
        block("item", "un", mark="1."),
        block("item", "tiret", mark="–", level=2),
        block("item", "deux", mark="2."),
        block("paragraph", "entre"),
        block("item", "trois", mark="3."),
        block("item", "autre", mark="1."),
    ]
    assert numbering(written(content(*item))) == [("a", "0"), ("b", "1"), ("a", "0"), ("a", "0"), ("c", "0")]
    dashes = [block("item", "a", mark="–"), block("paragraph", "entre"), block("item", "b", mark="–")]
    assert numbering(written(content(*dashes))) == [("a", "0"), ("b", "0")]


def test_a_document_is_the_same_twice_on_one_day_and_bears_its_day():
    document = content(block("paragraph", "Du bois."))
    first = write_minutes(document, on=date(2026, 3, 12))
    assert write_minutes(document, on=date(2026, 3, 12)) == first != write_minutes(document, on=date(2026, 3, 13))
    properties = document_metadata("Visite", "Essai", "en", date(2026, 3, 12))
    assert (properties.title, properties.subject, properties.moment) == (
        "Visite",
        "Essai",
        datetime(2026, 3, 12, 12, tzinfo=UTC),
    )
    assert properties.language.startswith("en")
