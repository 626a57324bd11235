"""What each act of the room leaves: one line in the journal, in whose name, on what, and the row as it was told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from autan.cooperation.lessons.actions.lessons import (
    LessonInput,
    add_lesson,
    change_lesson,
    confirm_lesson,
    declare_step,
    publish_lesson,
)
from autan.cooperation.lessons.actions.needs import (
    answer_need,
    ask_need,
    close_need,
    decide_match,
    make_offer,
    withdraw_offer,
)
from autan.cooperation.lessons.actions.personal import forget_name
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind, NeedResult, OfferInput
from autan.cooperation.lessons.models import Lesson, MatchDecision, Need
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import DomainError, NotAllowedError
from autan.people.journal.models import JournalEntry
from autan.plans.projects.core.themes import ActionTheme
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.cooperation.lessons.making import TODAY, step, whole_content

ASKED = date(2026, 11, 1)
NEED = NeedInput(kind=NeedKind.TECHNICAL, title=" Lire un bilan ", asked_on=ASKED, words="Le nôtre")
OFFER = OfferInput(kind=NeedKind.TECHNICAL, title=" Prêter une caméra ")


def lines() -> Sequence[tuple[str, str, str, str]]:
    """The lines of the room, oldest first: act, object, who, words; all are of the network."""
    entries = JournalEntry.objects.filter(room="lessons").order_by("id")
    assert {entry.network for entry in entries} <= {"essai"}
    return [(entry.act, f"{entry.kind}/{entry.object_id}", entry.by_name, entry.summary) for entry in entries]


def latest() -> JournalEntry:
    return JournalEntry.objects.order_by("id").last()  # type: ignore[return-value]


@pytest.fixture
def need(network: Network, people: Cast, here: Territory) -> Need:
    return ask_need(by=people.contributor, network=network, territory=here, need_input=NEED)


def test_the_life_of_a_lesson_is_told_line_by_line(network: Network, people: Cast, here: Territory) -> None:
    told = LessonInput(content=whole_content(title=" Lire  ses compteurs "), territory=here, reason="r" * 301)
    lesson = add_lesson(by=people.contributor, network=network, lesson_input=told)
    assert (lesson.title, lesson.themes, lesson.is_published) == ("Lire  ses compteurs", "|building|", False)
    other = replace(told, content=whole_content(title="Relever", themes=()))
    changed = change_lesson(by=people.officer, lesson=lesson, lesson_input=other)
    assert (changed.revision, changed.version, changed.themes) == (lesson.revision + 1, 2, "")
    assert {change.field for change in latest().changes} >= {"title", "themes"}
    published = publish_lesson(by=people.officer, lesson=changed, today=ASKED)
    assert (published.published_on, published.confirmed_on) == (ASKED, ASKED)
    confirm_lesson(by=people.coordinator, lesson=published, today=TODAY)
    assert (published.published_on, published.confirmed_on) == (ASKED, TODAY)
    place = f"lesson/{lesson.slug}"
    assert lines() == [
        ("add_lesson", place, "Contributor", "Savoir-faire écrit : Lire  ses compteurs"),
        ("change_lesson", place, "Member_officer", "Savoir-faire récrit, version 2 : Relever"),
        ("publish_lesson", place, "Member_officer", "Savoir-faire publié : Relever"),
        ("confirm_lesson", place, "Coordinator", "Savoir-faire confirmé : Relever"),
    ]
    versions = lesson.versions.order_by("number")
    assert [(kept.number, kept.by.name, len(kept.reason)) for kept in versions] == [
        (1, "Contributor", 300),
        (2, "Member_officer", 300),
    ]


def test_a_title_has_three_hundred_signs_at_most(network: Network, here: Territory) -> None:
    longest, longer = (LessonInput(content=whole_content(title="x" * length), territory=here) for length in (300, 301))
    with pytest.raises(DomainError, match="300 signes au plus"):
        add_lesson(by=None, network=network, lesson_input=longer)
    assert (Lesson.objects.exists(), lines()) == (False, [])
    assert len(add_lesson(by=None, network=network, lesson_input=longest).title) == 300


def test_names_of_lessons_never_meet(network: Network, here: Territory) -> None:
    def slug(title: str) -> str:
        told = LessonInput(content=whole_content(title=title), territory=here)
        return add_lesson(by=None, network=network, lesson_input=told).slug

    assert [slug("Haies"), slug("Haies"), slug("!!"), slug("b" * 150)] == [
        "haies",
        "haies-2",
        "savoir-faire",
        "b" * 100,
    ]


def test_steps_are_ranked_and_signed(lesson: Lesson, people: Cast, here: Territory) -> None:
    for stage, person in (("heard", " Claire Exemple "), ("tried", "")):
        told = step(stage, TODAY, person=person, result="Bien")
        declare_step(by=people.officer, lesson=lesson, territory=here, step=told, today=TODAY)
    records = here.adoptions.get().steps.order_by("rank")
    assert [(each.rank, each.stage, each.result, each.recorded_by.name) for each in records] == [
        (1, "heard", "Bien", "Member_officer"),
        (2, "tried", "Bien", "Member_officer"),
    ]
    assert [each.done_by.name if each.done_by else None for each in records] == ["Claire Exemple", None]
    assert [words for act, _place, _who, words in lines() if act == "declare_step"] == [
        f"Reprise déclarée, entendu par une personne : {lesson.title}, Ici",
        f"Reprise déclarée, essayé : {lesson.title}, Ici",
    ]


def test_the_life_of_a_need_is_told_line_by_line(need: Need, people: Cast, here: Territory, there: Territory) -> None:
    assert (need.title, need.slug, need.asked_by.name) == ("Lire un bilan", "lire-un-bilan", "Contributor")
    answer = answer_need(by=people.officer, need=need, territory=here, words="Oui", on=ASKED)
    assert (answer.territory, answer.words, answer.on, answer.by.name) == (here, "Oui", ASKED, "Member_officer")
    for _again in range(2):
        decision = decide_match(by=people.officer, need=need, key="k" * 170, is_accepted=_again == 1, score=0.45678)
    assert (MatchDecision.objects.get().key, decision.is_accepted) == ("k" * 160, True)
    assert latest().details == {"key": "k" * 170, "score": 0.457}
    close_need(by=people.contributor, need=need, result=NeedResult.PARTLY, words="Un peu", on=ASKED)
    need.refresh_from_db()
    assert (need.result, need.result_words, need.closed_on) == ("partly", "Un peu", ASKED)
    assert need.closed_by.name == "Contributor"
    place = "need/lire-un-bilan"
    assert lines() == [
        ("ask_need", place, "Contributor", "Besoin exprimé : Lire un bilan"),
        ("answer_need", place, "Member_officer", "Réponse à un besoin : Lire un bilan"),
        ("decide_match", place, "Member_officer", "Rapprochement écarté : Lire un bilan"),
        ("decide_match", place, "Member_officer", "Rapprochement retenu : Lire un bilan"),
        ("close_need", place, "Contributor", "Besoin clos, satisfait en partie : Lire un bilan"),
    ]


def test_a_need_that_a_source_states_has_a_source_and_no_author(network: Network, there: Territory) -> None:
    stated = replace(NEED, asked_on=None, evidence=(EvidenceRef(kind="fact", key="S089"),), title_en=" Read ")
    need = ask_need(by=None, by_name="Relevé", network=network, territory=there, need_input=stated)
    assert (need.asked_by_id, need.asked_on, need.title_en) == (None, None, "Read")
    assert lines() == [("ask_need", "need/lire-un-bilan", "Relevé", "Besoin exprimé : Lire un bilan")]
    answer_need(by=None, need=need, territory=None, words="Oui", on=date(1999, 1, 1))  # before nothing
    close_need(by=None, need=need, result=NeedResult.MET, words="Fait", on=date(1999, 1, 1))


def test_what_is_refused_of_a_need_is_not_told(need: Need, people: Cast, there: Territory) -> None:
    before = lines()
    for person in (people.reader, people.outsider):
        for act in (
            lambda who=person: answer_need(by=who, need=need, territory=None, words="Oui", on=TODAY),
            lambda who=person: decide_match(by=who, need=need, key="k", is_accepted=True, score=1),
            lambda who=person: close_need(by=who, need=need, result=NeedResult.MET, words="Fait", on=TODAY),
        ):
            with pytest.raises(NotAllowedError, match="seules les personnes"):
                act()
    with pytest.raises(DomainError, match="rien n’est écrit"):
        answer_need(by=None, need=need, territory=there, words=" ", on=TODAY)
    stranger = Territory.objects.create(siren="999000032", name="CC Loin", short_name="Loin", kind="CC")
    with pytest.raises(DomainError, match="n’est pas membre du réseau"):
        answer_need(by=None, need=need, territory=stranger, words="Oui", on=TODAY)
    assert (lines(), need.answers.exists(), MatchDecision.objects.exists()) == (before, False, False)


def test_an_offer_is_made_once_withdrawn_once(network: Network, people: Cast, here: Territory) -> None:
    offer = make_offer(by=people.contributor, network=network, territory=here, offer_input=OFFER, on=ASKED)
    assert (offer.title, offer.offered_on, offer.withdrawn_on) == ("Prêter une caméra", ASKED, None)
    with pytest.raises(NotAllowedError):
        withdraw_offer(by=people.outsider, offer=offer, on=TODAY)
    for day in (TODAY, date(2027, 1, 1)):
        withdraw_offer(by=people.officer, offer=offer, on=day)
    offer.refresh_from_db()
    assert offer.withdrawn_on == TODAY
    place = "offer/preter-une-camera"
    assert lines() == [
        ("make_offer", place, "Contributor", "Offre faite : Prêter une caméra"),
        ("withdraw_offer", place, "Member_officer", "Offre retirée : Prêter une caméra"),
    ]


@pytest.mark.parametrize("name", ["Lia", "  Li  ", ""])
def test_a_name_of_three_letters_is_not_sought(name: str, network: Network) -> None:
    with pytest.raises(DomainError, match="nom entier"):
        forget_name(by=None, network=network, name=name)
    assert lines() == []


def test_a_name_of_four_letters_leaves_texts_and_signatures_of_its_network_alone(
    need: Need, network: Network, people: Cast, here: Territory
) -> None:
    Need.objects.update(words="Voir Lila, et Lilas.")
    told = LessonInput(content=whole_content(title="Lila a lu", themes=(ActionTheme.BUILDING,)), territory=here)
    lesson = add_lesson(by=None, network=network, lesson_input=told)
    assert forget_name(by=people.coordinator, network=network, name=" Lila ") == 3  # the need, the lesson, its version
    need.refresh_from_db()
    lesson.refresh_from_db()
    assert need.words == "Voir Personne effacée, et Lilas."
    assert (lesson.title, "lila" in lesson.search_text.lower()) == ("Personne effacée a lu", False)
    assert latest().details == {"rows": 3}
    any_other: dict[str, Any] = {"by": None, "name": "Contributor"}
    elsewhere = Network.objects.create(slug="ailleurs", name_fr="Ailleurs", name_en="Elsewhere")
    assert forget_name(network=elsewhere, **any_other) == 0
    assert forget_name(network=network, **any_other) == 1
    need.refresh_from_db()
    assert need.asked_by_name == "Personne effacée"
