"""Adoption as pages and traces show it: the chain from a site to those who followed, and the cards of each thing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from autan.cooperation.lessons.actions.lessons import declare_step
from autan.cooperation.lessons.actions.needs import ask_need, close_need
from autan.cooperation.lessons.core.adoption import AdoptionRecord, AdoptionStage, check_step
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind, NeedResult
from autan.cooperation.lessons.models import Adoption, AdoptionStepRecord, Lesson, Need
from autan.cooperation.lessons.presenters.adoption import ChainView, chain_view, chains_of, step_words
from autan.cooperation.lessons.presenters.evidence_kinds import describe_adoptions, describe_lessons, describe_needs
from autan.cooperation.lessons.presenters.sections import desk_lines, lessons_beside, network_sections
from autan.cooperation.lessons.queries.lessons import adoptions_named, adoptions_of_lesson, adoptions_of_territory
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.extension_points import WorkContext
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.cooperation.lessons.making import TODAY, adoption, step

NAMES = {"A": "Albi", "B": "Brens", "H": "Hôte"}
ASKED = date(2026, 11, 1)


def plain(text: object) -> str:
    return str(text).replace("\u202f", " ").replace("\u00a0", " ")


def chain(*records: AdoptionRecord, knows: bool = True) -> ChainView:
    return chain_view("Capteurs", "capteurs", "Hôte", records, NAMES, knows=knows)


@pytest.mark.parametrize(
    ("records", "fr", "en"),
    [
        ([], "Aucune reprise n’est déclarée ici.", "."),
        ([adoption("A", "tried")], "1 collectivité déclare l’avoir repris.", "1 "),
        ([adoption("A", "tried"), adoption("B", "kept")], "2 collectivités déclarent l’avoir repris.", "2 "),
        ([adoption("A", "heard")], "Aucune reprise n’est déclarée ici, 1 autre en a entendu parler.", "1 "),
        (
            [adoption("A", "tried"), adoption("B", "heard"), adoption("C", "brought_home")],
            "1 collectivité déclare l’avoir repris, 2 autres en ont entendu parler.",
            "2 ",
        ),
        ([adoption("A", "tried", "dropped")], "1 collectivité déclare l’avoir repris.", "1 "),
    ],
)
def test_a_chain_says_how_many_took_up_and_how_many_only_heard(
    records: Sequence[AdoptionRecord], fr: str, en: str
) -> None:
    assert plain(chain(*records).sentence) == fr
    with translation.override("en"):
        assert en in plain(chain(*records).sentence)


def test_those_who_went_furthest_come_first_then_those_who_began_first() -> None:
    late = replace(adoption("B", "tried"), steps=(step("tried", date(2024, 1, 1)),))
    view = chain(adoption("C", "heard"), late, adoption("A", "tried"), adoption("D", "tried", "adopted", "dropped"))
    assert [(one.siren, one.name, one.is_taken_up, one.is_dropped) for one in view.followers] == [
        ("D", "D", True, True),
        ("A", "Albi", True, False),
        ("B", "Brens", True, False),
        ("C", "C", False, False),
    ]
    assert [one.stage for one in view.followers] == ["abandonné", "essayé", "essayé", "entendu par une personne"]
    assert view.followers[0].reached == (False, False, True, False, True, False)
    assert (len(view.stages), view.stages[0]) == (6, "entendu par une personne")


def test_a_person_is_named_to_those_who_may_know() -> None:
    named = replace(adoption("A", "tried"), steps=(step("tried", ASKED, person="Claire Exemple", result="Bien"),))
    assert "Claire Exemple" in str(chain(named).followers[0].steps)
    public = str(chain(named, knows=False).followers[0].steps)
    assert ("Claire" in public, "Bien" in public) == (False, True)
    assert plain(step_words(named.steps[0])) == "essayé · 1ᵉʳ novembre 2026 · Bien"
    assert plain(step_words(step("heard", ASKED))) == "entendu par une personne · 1ᵉʳ novembre 2026"


def test_the_longest_chains_come_first_then_by_title() -> None:
    records = [adoption("A", "tried", lesson=name) for name in ("b", "a", "c")] + [adoption("B", "heard", lesson="c")]
    chains = chains_of(records, NAMES, knows=True)
    assert [(one.lesson, one.host, len(one.followers)) for one in chains] == [
        ("c", "Hôte", 2),
        ("a", "Hôte", 1),
        ("b", "Hôte", 1),
    ]
    assert chains_of([replace(records[0], host="?")], NAMES, knows=True)[0].host == ""
    assert chains_of([], NAMES, knows=True) == []


@pytest.mark.parametrize(
    ("stages", "on", "is_kept"),
    [
        ((("adopted", date(2024, 2, 29)),), date(2025, 2, 28), True),
        ((("adopted", date(2024, 2, 28)),), date(2025, 2, 27), False),
        ((("adopted", date(2020, 1, 1)), ("adapted", date(2023, 1, 1))), date(2023, 1, 1), True),
        (
            (("adopted", date(2020, 1, 1)), ("dropped", date(2021, 1, 1)), ("adopted", date(2025, 6, 1))),
            date(2026, 5, 31),
            False,  # from the last time that it was adopted
        ),
        ((("adapted", date(2020, 1, 1)),), date(2026, 1, 1), False),
    ],
)
def test_what_is_kept_was_adopted_twelve_months_before(stages: Any, on: date, *, is_kept: bool) -> None:
    steps = [step(stage, day) for stage, day in stages]
    if is_kept:
        check_step(steps, step("kept", on), today=TODAY)
    else:
        with pytest.raises(DomainError, match="douze mois"):
            check_step(steps, step("kept", on), today=TODAY)


def test_stages_that_count_as_taken_up() -> None:
    taken = [stage.value for stage in AdoptionStage if stage.is_taken_up]
    assert taken == ["tried", "adapted", "adopted", "kept"]
    record = adoption("A", "heard", "tried", "dropped")
    assert (record.key, record.stage, record.was_taken_up) == ("capteurs/A", AdoptionStage.DROPPED, True)
    assert record.reached(AdoptionStage.HEARD)
    assert not record.reached(AdoptionStage.ADOPTED)
    assert not adoption("A", "heard", "dropped").was_taken_up


def declare(lesson: Lesson, place: Territory, stage: str, on: date = ASKED, by: Person | None = None) -> None:
    declare_step(by=by, lesson=lesson, territory=place, step=step(stage, on), today=TODAY)


def test_a_step_that_is_refused_leaves_no_adoption_behind(
    lesson: Lesson, here: Territory, people: Cast, neighbour: Person
) -> None:
    lines = JournalEntry.objects.count()
    for stage, on in (("dropped", ASKED), ("kept", ASKED), ("tried", date(2027, 1, 1))):
        with pytest.raises(DomainError):
            declare(lesson, here, stage, on)
    for person in (people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError, match="qui reprend le déclarent"):
            declare(lesson, here, "tried", by=person)
    assert (Adoption.objects.count(), AdoptionStepRecord.objects.count()) == (0, 0)
    assert JournalEntry.objects.count() == lines


def test_adoptions_are_of_published_lessons_and_of_their_keys(lesson: Lesson, here: Territory) -> None:
    declare(lesson, here, "heard")
    declare(lesson, here, "tried", date(2026, 11, 2))
    (record,) = adoptions_of_lesson(lesson)
    assert (record.host, record.siren, record.is_from_workshop, record.is_invented) == (THERE, HERE, True, True)
    assert [one.stage.value for one in record.steps] == ["heard", "tried"]
    assert adoptions_named([record.key, "capteurs/x"]) == adoptions_of_territory(HERE) == (record,)
    assert adoptions_named(["capteurs/x"]) == adoptions_of_territory(THERE) == ()
    Lesson.objects.update(is_published=False)
    assert adoptions_of_lesson(lesson) == ()


def ask(network: Network, place: Territory | None, **changes: Any) -> Need:
    fields = NeedInput(kind=NeedKind.TECHNICAL, title="Lire des capteurs", asked_on=ASKED, is_published=True)
    return ask_need(by=None, network=network, territory=place, need_input=replace(fields, **changes))


def test_cards_say_what_each_thing_is_and_that_it_is_invented(
    lesson: Lesson, network: Network, here: Territory
) -> None:
    declare(lesson, here, "tried")
    (card,) = describe_lessons(["capteurs", "absent"], PUBLIC).values()
    assert (card.title.fr, card.statement.fr) == (lesson.title, "Là · La valise de capteurs.")
    (taken,) = describe_adoptions([f"capteurs/{HERE}", "capteurs/x"], PUBLIC).values()
    assert plain(taken.title.fr).endswith(f" : {lesson.title}")
    assert plain(taken.statement.fr) == "essayé · 1ᵉʳ novembre 2026"
    need, common = ask(network, here), ask(network, None, title="Continuer", asked_on=ASKED, title_en="Go on")
    cards = describe_needs([need.slug, common.slug, "absent"], PUBLIC)
    assert cards[need.slug].statement.fr == "Ici · 2026-11-01 · en attente"
    assert (cards[common.slug].statement.fr, cards[common.slug].title.en) == (
        "le réseau · 2026-11-01 · en attente",
        "Go on",
    )
    assert {plain(one.note.fr) for one in (card, taken, *cards.values())} == {"Inventé, pour essayer."}
    Network.objects.update(is_invented=False)
    again = [*describe_lessons(["capteurs"], PUBLIC).values(), *describe_needs([need.slug], PUBLIC).values()]
    assert [one.note for one in again] == [None, None]


def test_lessons_of_a_workshop_stand_beside_it_and_near_ones_beside_work(lesson: Lesson, network: Network) -> None:
    def anchors(room: str, kind: str, place: str, *, key: str = "x", text: str = "Poser des capteurs") -> list[str]:
        work = WorkContext(room=room, kind=kind, key=key, text=text, place=place)
        return [section.anchor for section in lessons_beside(work, PUBLIC)]

    assert anchors("workshops", "workshop", "essai", key="atelier") == ["savoir-faire"]
    assert anchors("workshops", "workshop", "essai", key="autre") == []
    assert anchors("projects", "action", HERE) == ["savoir-faire-proches"]
    assert anchors("projects", "action", THERE) == [], "not to who taught it"
    assert anchors("projects", "action", "") == anchors("projects", "action", "999999999") == []
    Lesson.objects.update(is_published=False)
    assert anchors("workshops", "workshop", "essai", key="atelier") == []


def test_the_network_and_the_desk_show_what_waits(
    lesson: Lesson, network: Network, there: Territory, people: Cast
) -> None:
    need = ask(network, there)
    (section,) = network_sections("essai", PUBLIC)
    assert (section.count, section.context["count"], len(section.context["needs"])) == (2, 1, 1)
    (line,) = desk_lines(people.officer)
    assert (plain(line.title), line.detail, line.url.endswith("?etat=asked")) == (
        "1 besoin attend une réponse",
        "Ici",
        True,
    )
    close_need(by=None, need=need, result=NeedResult.MET, words="Fait", on=TODAY)
    assert list(desk_lines(people.officer)) == list(desk_lines(people.coordinator)) == []
    Lesson.objects.update(confirmed_on=date(2020, 1, 1))
    (confirm,) = desk_lines(people.coordinator)
    assert (plain(confirm.title), confirm.url.endswith("?etat=to_confirm")) == ("1 savoir-faire à confirmer", True)
    assert list(desk_lines(people.officer)) == [], "its host is another member"
    Lesson.objects.update(is_published=False)
    assert list(network_sections("essai", PUBLIC)) == []
