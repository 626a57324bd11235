"""Who writes minutes and what each act leaves: rows, versions, one line of the journal, or nothing at all."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from autan.cooperation.minutes.actions.minutes import (
    WITHDRAWN_PASSAGE,
    decide_amendment,
    propose_amendment,
    rewrite_minutes,
    start_minutes,
    withdraw_passage,
)
from autan.cooperation.minutes.actions.personal import REMOVED_NAME, remove_name
from autan.cooperation.minutes.actions.workflow import MINUTES
from autan.cooperation.minutes.core import AmendmentInput, content_hash
from autan.cooperation.minutes.models import Amendment, Minutes, MinutesVersion
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, UnknownError
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.minutes.conftest import TEXT

OPENED, LAST, AFTER = date(2026, 3, 1), date(2026, 3, 11), date(2026, 3, 12)
OTHERS = ("officer", "contributor", "reader", "outsider")
CHEAP = AmendmentInput(passage="cher", replacement="2 M€", reason="Le prix est connu")


def last_line() -> tuple[str, str, str, str]:
    line = JournalEntry.objects.latest("pk")
    return line.act, line.summary, line.network, line.object_id


def written() -> tuple[int, int, int]:
    """How many lines of the journal, versions and amendments there are: the same where nothing was written."""
    return JournalEntry.objects.count(), MinutesVersion.objects.count(), Amendment.objects.count()


@pytest.fixture
def amended(minutes: Minutes) -> Minutes:
    take(MINUTES, "open_amendments", minutes, by=None, at=OPENED)
    return minutes


@pytest.fixture
def published(amended: Minutes) -> Minutes:
    for step in ("settle_minutes", "publish_minutes"):
        take(MINUTES, step, amended, by=None, at=AFTER)
    return amended


def ask(minutes: Minutes, **fields: str) -> Amendment:
    whole = {"passage": "cher", "replacement": "2 M€", "reason": "Le prix est connu"} | fields
    return propose_amendment(by=None, minutes=minutes, amendment_input=AmendmentInput(**whole), today=LAST)


def test_minutes_begin_as_a_draft_with_their_first_version(meeting: ObjectRef, network: Network, people: Cast):
    def start(text: str = " Un\r\ntexte\0 ") -> Minutes:
        return start_minutes(by=people.coordinator, meeting=meeting, network=network, title=" La\0 visite ", text=text)

    made = Minutes.objects.get(pk=start().pk)
    assert (made.title, made.text, made.phase, made.revision, made.content_hash) == (
        "La visite",
        "Un\ntexte",
        "draft",
        1,
        "",
    )
    assert (made.slug, made.meeting, made.network) == ("meeting-essai", meeting, network)
    assert made.heading == [["Réseau", "Réseau d’essai"], ["Présents", "Ana Témoin"]]
    version = made.versions.get()
    assert (version.number, version.text, version.phase, version.reason, version.by_name) == (
        1,
        "Un\ntexte",
        "draft",
        "Premier texte",
        "Coordinator",
    )
    assert last_line() == ("start_minutes", "Compte rendu commencé", "essai", "meeting-essai")
    before = written()
    with pytest.raises(DomainError, match="a déjà son compte rendu"):
        start("Autre")
    assert (written(), Minutes.objects.get().text) == (before, "Un\ntexte")


@pytest.mark.parametrize(("title", "text"), [("", "texte"), (" \0", "texte"), ("titre", ""), ("titre", " \r\n ")])
def test_minutes_without_a_title_or_a_text_do_not_begin(meeting: ObjectRef, network: Network, title: str, text: str):
    with pytest.raises(DomainError, match="un compte rendu a un titre et un texte"):
        start_minutes(by=None, meeting=meeting, network=network, title=title, text=text)
    assert not Minutes.objects.exists()


def test_a_title_has_three_hundred_letters_at_most(meeting: ObjectRef, network: Network):
    with pytest.raises(DomainError, match=r"a 301 signes\u202f; 300 au plus"):
        start_minutes(by=None, meeting=meeting, network=network, title="x" * 301, text="y")
    made = start_minutes(by=None, meeting=meeting, network=network, title="x" * 300, text="y")
    assert str(Minutes.objects.get(pk=made.pk)) == "x" * 300


@pytest.mark.parametrize("who", OTHERS)
def test_only_who_holds_the_meeting_writes_its_minutes(amended: Minutes, people: Cast, who: str):
    person, asked = getattr(people, who), ask(amended)
    before = written()
    acts: list[Callable[[], object]] = [
        lambda: start_minutes(by=person, meeting=amended.meeting, network=amended.network, title="a", text="b"),
        lambda: rewrite_minutes(by=person, minutes=amended, text="b", revision=1),
        lambda: withdraw_passage(by=person, minutes=amended, passage="cher", reason="c"),
        lambda: decide_amendment(by=person, amendment=asked, is_accepted=True, answer=""),
        *(
            lambda name=name: take(MINUTES, name, amended, by=person, at=AFTER)
            for name in ("open_amendments", "settle_minutes", "publish_minutes", "discard_minutes")
        ),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError, match="tiennent cette réunion écrivent son compte rendu"):
            act()
    assert (written(), Minutes.objects.get().phase, Minutes.objects.get().text) == (before, "amended", TEXT.strip())


@pytest.mark.parametrize("who", ["officer", "contributor", "reader"])
def test_whoever_was_there_asks_for_a_change(amended: Minutes, people: Cast, who: str):
    person = getattr(people, who)
    asked = propose_amendment(by=person, minutes=amended, amendment_input=CHEAP, today=LAST)
    assert (asked.author, asked.state, asked.on_behalf_of) == (person.name, "proposed", "")
    assert last_line() == ("propose_amendment", "Amendement demandé", "essai", amended.slug)
    amended.refresh_from_db()
    assert (amended.text, amended.revision) == (TEXT.strip(), 1), "the text waits for the answer"


def test_nobody_asks_for_a_change_from_outside_or_in_the_name_of_another(amended: Minutes, people: Cast):
    other = AmendmentInput(passage="cher", replacement="x", reason="y", on_behalf_of="Ana Témoin")
    before = written()
    for person, amendment_input in ((people.outsider, CHEAP), (people.officer, other)):
        with pytest.raises(NotAllowedError, match="étaient présentes amendent"):
            propose_amendment(by=person, minutes=amended, amendment_input=amendment_input, today=LAST)
    assert written() == before


def test_a_draft_is_rewritten_once_from_what_was_read(minutes: Minutes, people: Cast):
    rewrite_minutes(by=people.coordinator, minutes=minutes, text=" Un ", revision=1, reason=" Bref\0 ")
    assert last_line() == ("rewrite_minutes", "Compte rendu récrit", "essai", minutes.slug)
    assert [(version.number, version.text, version.reason) for version in minutes.versions.all()] == [
        (1, TEXT.strip(), "Premier texte"),
        (2, "Un", "Bref"),
    ]
    before = written()
    rewrite_minutes(by=people.coordinator, minutes=minutes, text="Un\r\n", revision=2, reason="Rien")
    assert written() == before, "the same text is no change"
    for text, revision, error, words in (
        ("Deux", 1, ConflictError, "a changé ce compte rendu entre-temps"),
        ("Deux", 3, ConflictError, "a changé ce compte rendu entre-temps"),
        (" \0", 2, DomainError, "un compte rendu a un texte"),
    ):
        with pytest.raises(error, match=words):
            rewrite_minutes(by=None, minutes=minutes, text=text, revision=revision)
    with pytest.raises(DomainError, match="500 au plus"):
        rewrite_minutes(by=None, minutes=minutes, text="Deux", revision=2, reason="x" * 501)
    assert (written(), Minutes.objects.get().text) == (before, "Un")


def test_who_holds_an_older_copy_saves_nothing_over(minutes: Minutes):
    older = Minutes.objects.get(pk=minutes.pk)
    rewrite_minutes(by=None, minutes=minutes, text="Un", revision=1)
    with pytest.raises(ConflictError):
        rewrite_minutes(by=None, minutes=older, text="Deux", revision=1)
    assert (older.text, older.revision) == ("Un", 2), "the copy is what is kept now"
    take(MINUTES, "open_amendments", minutes, by=None, at=OPENED)
    with pytest.raises(DomainError, match="tant qu’il est un brouillon"):
        rewrite_minutes(by=None, minutes=older, text="Deux", revision=2)
    withdraw_passage(by=None, minutes=older, passage="Un", reason="Test")
    kept = Minutes.objects.get()
    assert (kept.phase, kept.amendments_until, kept.text) == ("amended", LAST, WITHDRAWN_PASSAGE)


@pytest.mark.parametrize("phase", ["amended", "settled", "published"])
def test_the_text_is_rewritten_as_a_draft_alone(minutes: Minutes, phase: str):
    Minutes.objects.update(phase=phase)
    with pytest.raises(DomainError, match="tant qu’il est un brouillon"):
        rewrite_minutes(by=None, minutes=minutes, text="Deux", revision=1)
    assert Minutes.objects.get().text == TEXT.strip()


def test_a_passage_leaves_the_text_its_versions_and_the_amendments(amended: Minutes, people: Cast):
    asked = ask(amended, passage="Elle a coûté cher.", replacement="Elle a coûté cher. Trop.")
    beside = ask(amended, passage="Une visite", replacement="Deux visites")
    withdraw_passage(by=people.coordinator, minutes=amended, passage=" coûté cher\0 ", reason=" Met en cause ")
    texts = [Minutes.objects.get().text, *(version.text for version in amended.versions.all())]
    assert len(texts) == 3
    assert all(f"Elle a {WITHDRAWN_PASSAGE}." in text and "cher" not in text for text in texts)
    asked.refresh_from_db()
    assert (asked.passage, asked.replacement) == (f"Elle a {WITHDRAWN_PASSAGE}.", f"Elle a {WITHDRAWN_PASSAGE}. Trop.")
    beside.refresh_from_db()
    assert (beside.passage, beside.replacement) == ("Une visite", "Deux visites")
    trace = amended.withdrawals.get()
    assert (trace.reason, trace.characters, trace.previous_hash, trace.by_name) == (
        "Met en cause",
        10,
        "",
        "Coordinator",
    )
    summary = "Passage de 10 signes retiré du compte rendu : Met en cause"
    assert last_line() == ("withdraw_passage", summary, "essai", amended.slug)
    assert [version.reason for version in amended.versions.all()] == ["Premier texte", "Passage retiré"]


@pytest.mark.parametrize(
    ("passage", "reason", "words"),
    [
        ("cher", " ", "dit quel passage est retiré, et pourquoi"),
        (" \0", "Pourquoi pas", "dit quel passage est retiré, et pourquoi"),
        ("absent", "Pourquoi pas", "n’est pas dans le texte"),
        ("a", "Pourquoi pas", "fois dans le texte"),
        ("cher", "x" * 501, "500 au plus"),
    ],
)
def test_a_withdrawal_that_is_refused_leaves_everything(minutes: Minutes, passage: str, reason: str, words: str):
    before = written()
    with pytest.raises(DomainError, match=words):
        withdraw_passage(by=None, minutes=minutes, passage=passage, reason=reason)
    assert (written(), Minutes.objects.get().text, minutes.withdrawals.count()) == (before, TEXT.strip(), 0)


def test_published_minutes_get_the_hash_of_what_is_left(published: Minutes):
    first = published.content_hash
    withdraw_passage(by=None, minutes=published, passage="cher", reason="Met en cause")
    kept = Minutes.objects.get()
    assert kept.content_hash == content_hash(title=kept.title, heading=kept.heading, text=kept.text) != first
    assert [version.content_hash for version in kept.versions.all()] == ["", "", first, kept.content_hash]
    assert kept.withdrawals.get().previous_hash == first


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": " \0"}, "dit ce qui change, et pourquoi"),
        ({"replacement": " cher "}, "dit ce qui change, et pourquoi"),
        ({"passage": "", "replacement": ""}, "dit ce qui change, et pourquoi"),
        ({"passage": "absent"}, "n’est pas dans le texte"),
        ({"passage": "a"}, "fois dans le texte"),
        ({"reason": "x" * 20_001}, "20000 au plus"),
        ({"on_behalf_of": "x" * 121}, "120 au plus"),
    ],
)
def test_an_amendment_that_changes_nothing_or_is_not_found_is_refused(
    amended: Minutes, fields: dict[str, str], words: str
):
    before = written()
    with pytest.raises(DomainError, match=words):
        ask(amended, **fields)
    assert written() == before


def test_the_last_day_is_still_a_day_for_amendments(amended: Minutes):
    ask(amended)
    with pytest.raises(DomainError, match="n’est plus, ouvert aux amendements"):
        propose_amendment(by=None, minutes=amended, amendment_input=CHEAP, today=AFTER)
    assert amended.amendments.count() == 1


def test_an_accepted_amendment_changes_the_text_and_a_refused_one_does_not(amended: Minutes, people: Cast):
    first, second = ask(amended, reason="y" * 600), ask(amended, passage="Une visite", replacement="")
    added = ask(amended, passage="", replacement="Fin.", on_behalf_of=" Ana Témoin ")
    decide_amendment(by=people.coordinator, amendment=first, is_accepted=True, answer=" Merci ")
    assert last_line() == ("decide_amendment", "Amendement accepté", "essai", amended.slug)
    decide_amendment(by=people.coordinator, amendment=second, is_accepted=False, answer="Non")
    assert last_line()[1] == "Amendement refusé"
    decide_amendment(by=people.coordinator, amendment=added, is_accepted=True, answer="")
    kept = Minutes.objects.get()
    assert kept.text == TEXT.strip().replace("cher", "2 M€") + "\n\nFin."
    reasons = [version.reason for version in kept.versions.all()]
    assert reasons == ["Premier texte", f"Amendement accepté : {'y' * 479}", "Amendement accepté : Le prix est connu"]
    rows = [(row.state, row.answer, row.decided_by_name, row.author) for row in kept.amendments.all()]
    assert rows == [
        ("accepted", "Merci", "Coordinator", SYSTEM_NAME),
        ("refused", "Non", "Coordinator", SYSTEM_NAME),
        ("accepted", "", "Coordinator", "Ana Témoin"),
    ]
    assert all(row.decided_at for row in kept.amendments.all())


def test_an_amendment_is_answered_once_and_while_the_minutes_are_open(amended: Minutes):
    asked = ask(amended)
    with pytest.raises(DomainError, match="un refus dit pourquoi"):
        decide_amendment(by=None, amendment=asked, is_accepted=False, answer=" \0")
    second_click = Amendment.objects.get()
    decide_amendment(by=None, amendment=asked, is_accepted=True, answer="")
    before = written()
    with pytest.raises(DomainError, match="a déjà sa réponse"):
        decide_amendment(by=None, amendment=second_click, is_accepted=False, answer="Non")
    assert (written(), Amendment.objects.get().state) == (before, "accepted")
    Amendment.objects.update(state="proposed")
    Minutes.objects.update(phase="settled")
    with pytest.raises(DomainError, match="a déjà sa réponse"):
        decide_amendment(by=None, amendment=Amendment.objects.get(), is_accepted=True, answer="")


def test_an_amendment_of_words_that_are_gone_is_not_accepted(amended: Minutes):
    first, second = ask(amended), ask(amended, passage="coûté cher", replacement="coûté peu")
    decide_amendment(by=None, amendment=first, is_accepted=True, answer="")
    with pytest.raises(DomainError, match="n’est pas dans le texte"):
        decide_amendment(by=None, amendment=second, is_accepted=True, answer="")
    second.refresh_from_db()
    assert (second.state, amended.versions.count()) == ("proposed", 2)
    decide_amendment(by=None, amendment=second, is_accepted=False, answer="Déjà changé")


def test_opening_says_until_when_and_takes_the_heading_of_that_day(minutes: Minutes, people: Cast):
    Network.objects.update(name_fr="Réseau renommé")
    take(MINUTES, "open_amendments", minutes, by=people.coordinator, at=OPENED)
    act, summary, *_rest = last_line()
    assert (act, summary.replace("\u00a0", " ")) == (
        "open_amendments",
        "Compte rendu ouvert aux amendements jusqu’au 11 mars 2026 inclus",
    )
    kept = Minutes.objects.get()
    assert (kept.phase, kept.amendments_until, kept.heading[0]) == ("amended", LAST, ["Réseau", "Réseau renommé"])
    assert kept.versions.count() == 1, "the text is the same"


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"delay": "", "until": None}, LAST),
        ({"delay": "ten_days", "until": AFTER}, LAST),
        ({"delay": "at_once"}, None),
        ({"delay": "other", "until": OPENED}, OPENED),
    ],
)
def test_amendments_are_taken_as_long_as_is_chosen(minutes: Minutes, fields: dict[str, object], until: date | None):
    take(MINUTES, "open_amendments", minutes, by=None, at=OPENED, **fields)
    assert Minutes.objects.get().amendments_until == until
    assert ("le jour même, entre les personnes présentes" in last_line()[1]) == (until is None)


def test_a_wrong_last_day_leaves_a_draft(minutes: Minutes):
    before = written()
    with pytest.raises(DomainError, match="donnez le dernier jour"):
        take(MINUTES, "open_amendments", minutes, by=None, at=OPENED, delay="other", until=OPENED - timedelta(days=1))
    assert (written(), Minutes.objects.get().phase) == (before, "draft")


@pytest.mark.parametrize(
    ("phase", "refused"),
    [
        ("draft", {"settle_minutes": "après avoir été ouvert", "publish_minutes": "seul un compte rendu arrêté"}),
        (
            "amended",
            {
                "open_amendments": "déjà été ouvert",
                "publish_minutes": "arrêté se publie",
                "discard_minutes": "déjà été",
            },
        ),
        (
            "settled",
            {"open_amendments": "déjà été ouvert", "settle_minutes": "après avoir", "discard_minutes": "déjà été"},
        ),
        (
            "published",
            {
                "open_amendments": "déjà été ouvert",
                "settle_minutes": "après avoir",
                "publish_minutes": "arrêté se publie",
                "discard_minutes": "déjà été ouvert",
            },
        ),
    ],
)
def test_a_phase_follows_the_one_before_and_never_comes_back(minutes: Minutes, phase: str, refused: dict[str, str]):
    Minutes.objects.update(phase=phase)
    before = written()
    for name, words in refused.items():
        with pytest.raises(DomainError, match=words):
            take(MINUTES, name, minutes, by=None, at=AFTER)
    assert (written(), Minutes.objects.get().phase) == (before, phase)


def test_settled_then_published_minutes_keep_their_days_and_two_versions(amended: Minutes, people: Cast):
    for early in (OPENED, LAST):
        with pytest.raises(DomainError, match="sont reçus jusqu’au"):
            take(MINUTES, "settle_minutes", amended, by=None, at=early)
    take(MINUTES, "settle_minutes", amended, by=people.coordinator, at=AFTER)
    assert last_line() == ("settle_minutes", "Compte rendu arrêté", "essai", amended.slug)
    kept = Minutes.objects.get()
    assert (kept.phase, kept.settled_on, kept.published_on, kept.content_hash) == ("settled", AFTER, None, "")
    take(MINUTES, "publish_minutes", amended, by=people.coordinator, at=AFTER + timedelta(days=1))
    kept = Minutes.objects.get()
    assert (kept.phase, kept.settled_on, kept.published_on) == ("published", AFTER, AFTER + timedelta(days=1))
    assert kept.content_hash == content_hash(title=kept.title, heading=kept.heading, text=kept.text)
    assert [(version.reason, version.phase, bool(version.content_hash)) for version in kept.versions.all()] == [
        ("Premier texte", "draft", False),
        ("Texte arrêté", "settled", False),
        ("Texte publié", "published", True),
    ]


def test_a_draft_may_be_thrown_away(minutes: Minutes, people: Cast):
    slug = minutes.slug
    take(MINUTES, "discard_minutes", minutes, by=people.coordinator, at=OPENED)
    assert last_line() == ("discard_minutes", "Brouillon de compte rendu supprimé", "essai", slug)
    assert not Minutes.objects.exists()
    assert not MinutesVersion.objects.exists()
    with pytest.raises(UnknownError, match="supprimé entre-temps"):
        take(
            MINUTES,
            "discard_minutes",
            Minutes(pk=99, room="essais", kind="meeting", object_id="essai"),
            by=None,
            at=OPENED,
        )


def test_a_name_leaves_the_heading_the_versions_and_every_field_of_an_amendment(amended: Minutes):
    asked = ask(amended, replacement="Ana Témoin", reason="Selon Ana Témoin")
    beside = ask(amended, replacement="Anatole", reason="Selon Ana Témoineau", on_behalf_of="Bob")
    Amendment.objects.filter(pk=asked.pk).update(answer="Ana Témoin a raison")
    MinutesVersion.objects.update(reason="Dit par Ana Témoin", text="Ana Témoin")
    trace = amended.withdrawals.create(reason="Ana Témoin le demande", characters=12)
    assert remove_name("Ana Témoin") == 3, "a version, an amendment and the trace of a passage withdrawn"
    trace.refresh_from_db()
    assert trace.reason == f"{REMOVED_NAME} le demande"
    asked.refresh_from_db()
    assert (asked.replacement, asked.reason, asked.answer) == (
        REMOVED_NAME,
        f"Selon {REMOVED_NAME}",
        f"{REMOVED_NAME} a raison",
    )
    beside.refresh_from_db()
    assert (beside.replacement, beside.reason, beside.author) == ("Anatole", "Selon Ana Témoineau", "Bob")
    version = MinutesVersion.objects.get()
    assert (version.text, version.reason) == (REMOVED_NAME, f"Dit par {REMOVED_NAME}")
    kept = Minutes.objects.get()
    assert (kept.heading[1], kept.text, kept.content_hash) == (["Présents", REMOVED_NAME], TEXT.strip(), "")
    assert remove_name("Ana Témoin") == 0


def test_published_minutes_get_the_hash_of_the_text_without_the_name(published: Minutes):
    first = published.content_hash
    assert remove_name("chaufferie", meetings=[ObjectRef("essais", "meeting", "autre")]) == 0
    assert Minutes.objects.get().content_hash == first
    remove_name("Ana Témoin", meetings=[published.meeting])
    kept = Minutes.objects.get()
    assert kept.content_hash == content_hash(title=kept.title, heading=kept.heading, text=kept.text) != first
    assert kept.versions.last().content_hash == first, "the hash of before stays"
