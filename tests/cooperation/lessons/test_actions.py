"""Who writes lessons, needs and adoption, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from autan.cooperation.lessons.actions.lessons import (
    LessonInput,
    StaleLessonError,
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
)
from autan.cooperation.lessons.actions.personal import forget_name
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind, NeedResult, OfferInput
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.lessons.queries.figures import adoption_figures
from autan.cooperation.lessons.queries.lessons import adoptions_of_network, export_written
from autan.cooperation.lessons.queries.matching import match_need
from autan.cooperation.lessons.queries.needs import find_need, needs_waiting
from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.extension_points import DataSubject
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.queries import subject_of_person
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast
from tests.cooperation.lessons.making import TODAY, step, whole_content

ASKED = date(2026, 11, 1)


def ask(network: Network, place: Territory | None, title: str = "Lire des capteurs dans une école", **changes):
    need_input = NeedInput(kind=NeedKind.TECHNICAL, title=title, asked_on=ASKED, is_published=True)
    return ask_need(by=None, network=network, territory=place, need_input=replace(need_input, **changes))


def test_a_lesson_has_versions_and_is_published_whole_alone(people: Cast, here: Territory, network: Network):
    poor = LessonInput(content=replace(whole_content(), not_to_copy=""), territory=here)
    lesson = add_lesson(by=people.contributor, network=network, lesson_input=poor)
    assert (lesson.slug, lesson.version) == ("preter-des-capteurs-aux-communes", 1)
    with pytest.raises(DomainError, match="ne faut pas copier"):
        publish_lesson(by=people.officer, lesson=lesson, today=TODAY)
    whole = replace(poor, content=whole_content(), reason="complété")
    changed = change_lesson(by=people.officer, lesson=lesson, lesson_input=whole, revision=1)
    assert change_lesson(by=people.officer, lesson=lesson, lesson_input=whole).version == 2
    with pytest.raises(StaleLessonError):
        change_lesson(by=people.officer, lesson=lesson, lesson_input=poor, revision=1)
    with pytest.raises(NotAllowedError):
        publish_lesson(by=people.contributor, lesson=changed, today=TODAY)
    with pytest.raises(DomainError, match="ne se confirme pas"):
        confirm_lesson(by=people.officer, lesson=changed, today=TODAY)
    published = publish_lesson(by=people.officer, lesson=changed, today=TODAY)
    with pytest.raises(DomainError, match="ne peut pas être publié"):
        change_lesson(by=people.officer, lesson=published, lesson_input=poor)
    assert [version.reason for version in published.versions.all()] == ["", "complété"]
    assert confirm_lesson(by=people.coordinator, lesson=published, today=date(2028, 1, 1)).confirmed_on.year == 2028


def test_a_lesson_is_of_a_member_and_has_a_title(network: Network, people: Cast, there: Territory):
    stranger = Territory.objects.create(siren="999000032", name="CC Loin", short_name="Loin", kind="CC")
    with pytest.raises(DomainError, match="membre du réseau"):
        add_lesson(by=None, network=network, lesson_input=LessonInput(content=whole_content(), territory=stranger))
    with pytest.raises(DomainError, match="a un titre"):
        add_lesson(
            by=None, network=network, lesson_input=LessonInput(content=whole_content(title=" "), territory=there)
        )
    long = LessonInput(content=whole_content(understood="x" * 60_001), territory=there)
    with pytest.raises(DomainError, match="60"):
        add_lesson(by=None, network=network, lesson_input=long)
    with pytest.raises(NotAllowedError):
        add_lesson(
            by=people.officer, network=network, lesson_input=LessonInput(content=whole_content(), territory=there)
        )


def test_an_adoption_is_declared_by_who_takes_up(lesson: Lesson, people: Cast, here: Territory, there: Territory):
    tried = step("tried", date(2026, 1, 5), person="Claire Exemple")
    declare_step(by=people.contributor, lesson=lesson, territory=here, step=tried, today=TODAY)
    (record,) = adoptions_of_network("essai")
    assert record.key == f"capteurs/{HERE}"
    taken, workshop, kept, dropped = adoption_figures("essai")
    assert (taken.value, workshop.value, kept.value, dropped.value) == (1, 1, 0, 0)
    for place, reason in ((there, "celui de cette collectivité"), (_stranger(), "pas membre")):
        with pytest.raises(DomainError, match=reason):
            declare_step(by=None, lesson=lesson, territory=place, step=tried, today=TODAY)
    with pytest.raises(NotAllowedError):
        declare_step(by=people.reader, lesson=lesson, territory=here, step=tried, today=TODAY)


def _stranger() -> Territory:
    return Territory.objects.create(siren="999000040", name="CC Loin", short_name="Loin", kind="CC")


def test_a_draft_is_not_taken_up(draft: Lesson, here: Territory):
    with pytest.raises(DomainError, match="brouillon"):
        declare_step(by=None, lesson=draft, territory=here, step=step("tried", ASKED), today=TODAY)


def test_a_need_is_asked_answered_and_closed(network: Network, people: Cast, here: Territory, there: Territory):
    need = ask(network, there)
    assert needs_waiting(HERE) == 1
    with pytest.raises(DomainError, match="précède pas la demande"):
        answer_need(by=None, need=need, territory=here, words="Oui", on=date(2026, 10, 1))
    with pytest.raises(DomainError, match="au nom de cette"):
        answer_need(by=people.officer, need=need, territory=there, words="Oui", on=TODAY)
    answer_need(by=people.officer, need=need, territory=here, words="Oui", on=TODAY)
    assert find_need(need.slug, reader=people.officer).as_core().waited_days(TODAY) == 25
    with pytest.raises(NotAllowedError):
        close_need(by=people.officer, need=need, result=NeedResult.MET, words="Fait", on=TODAY)
    for words, on, reason in ((" ", TODAY, "donné"), ("Fait", date(2026, 10, 1), "avant d’être")):
        with pytest.raises(DomainError, match=reason):
            close_need(by=people.coordinator, need=need, result=NeedResult.MET, words=words, on=on)
    closed = close_need(by=people.coordinator, need=need, result=NeedResult.MET, words="Fait", on=TODAY)
    assert (closed.result, needs_waiting(HERE)) == ("met", 0)
    with pytest.raises(DomainError, match="déjà clos"):
        close_need(by=None, need=need, result=NeedResult.MET, words="Fait", on=TODAY)
    with pytest.raises(DomainError, match="clos"):
        answer_need(by=None, need=need, territory=here, words="Oui", on=TODAY)


def test_who_asks_and_offers_is_somebody(network: Network, people: Cast, there: Territory):
    with pytest.raises(DomainError, match="rien n’est écrit"):
        ask(network, there, title=" ")
    with pytest.raises(DomainError, match="un jour"):
        ask(network, there, asked_on=None)
    need_input = NeedInput(kind=NeedKind.NETWORK, title="Continuer", asked_on=ASKED)
    with pytest.raises(NotAllowedError):
        ask_need(by=people.officer, network=network, territory=None, need_input=need_input)
    offer = OfferInput(kind=NeedKind.TECHNICAL, title="Prêt")
    with pytest.raises(DomainError, match="organisation nommée"):
        make_offer(by=people.coordinator, network=network, territory=None, offer_input=offer, on=TODAY)
    made = make_offer(
        by=people.coordinator,
        network=network,
        territory=None,
        offer_input=replace(offer, organisation="Institut"),
        on=TODAY,
    )
    assert str(made) == "Prêt"


def test_what_somebody_refused_is_matched_no_more(lesson: Lesson, network: Network, people: Cast, here: Territory):
    need = ask(network, here)
    assert match_need(need)[0].found.key == "lesson:capteurs"
    decide_match(by=people.officer, need=need, key="lesson:capteurs", is_accepted=False, score=0.4)
    assert all(match.found.key != "lesson:capteurs" for match in match_need(need))
    with pytest.raises(NotAllowedError):
        decide_match(by=people.outsider, need=need, key="x", is_accepted=True, score=0)


def test_a_name_is_removed_everywhere_and_the_counts_stay(
    lesson: Lesson, people: Cast, network: Network, here: Territory
):
    tried = step("tried", ASKED, person="Claire Exemple", result="Claire Exemple l’a fait")
    declare_step(by=None, lesson=lesson, territory=here, step=tried, today=TODAY)
    ask(network, here, words="Demander à Claire Exemple")
    before = adoption_figures("essai")[0].value
    with pytest.raises(NotAllowedError):
        forget_name(by=people.officer, network=network, name="Claire Exemple")
    with pytest.raises(DomainError, match="nom entier"):
        forget_name(by=people.coordinator, network=network, name="Li")
    assert forget_name(by=people.coordinator, network=network, name="Claire Exemple") == 5
    lesson.refresh_from_db()
    text = f"{lesson.content} {lesson.versions.get().content} {adoptions_of_network('essai')}"
    assert "Claire" not in text
    assert adoption_figures("essai")[0].value == before == 1
    assert forget_name(by=people.coordinator, network=network, name="Claire Exemple") == 0


def test_an_account_that_is_erased_leaves_what_it_wrote(people: Cast, network: Network, here: Territory):
    need_input = NeedInput(kind=NeedKind.TECHNICAL, title="Mesurer", asked_on=ASKED)
    need = ask_need(by=people.officer, network=network, territory=here, need_input=need_input)
    subject = subject_of_person(people.officer)
    assert [field["object_id"] for field in export_written(subject)] == [need.slug]
    erase_subject(by=None, subject=subject)
    need.refresh_from_db()
    assert need.asked_by_name == ERASED_NAME
    nobody = DataSubject(email="personne@exemple.fr")
    assert export_written(nobody) == []


def test_a_lesson_is_suggested_without_the_name_of_who_was_erased(
    lesson: Lesson, people: Cast, network: Network, here: Territory
):
    name, need = people.officer.name, ask(network, here)
    Lesson.objects.filter(pk=lesson.pk).update(title=f"{lesson.title}, par {name}")
    with acting(by=None, act="rename") as act:
        act.record(ObjectRef("lessons", "lesson", lesson.slug), summary="Renommé")
    assert name in match_need(need)[0].found.title
    with acting(by=None, act="erase_person") as act:
        Lesson.objects.filter(pk=lesson.pk).update(title=lesson.title)
        act.record(ObjectRef("accounts", "person", "1"), summary="Personne effacée")
    assert name not in match_need(need)[0].found.title
