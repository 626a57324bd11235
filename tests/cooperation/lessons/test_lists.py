"""What the lists of lessons, needs and offers keep, in which order, and what is read of adoptions."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.cooperation.lessons.actions.lessons import LessonInput, add_lesson, count_use, declare_step, publish_lesson
from autan.cooperation.lessons.actions.needs import answer_need, ask_need, close_need, make_offer, withdraw_offer
from autan.cooperation.lessons.core.filters import LessonFilter, NeedFilter
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind, NeedResult, OfferInput
from autan.cooperation.lessons.models import Adoption, Lesson, Need
from autan.cooperation.lessons.queries.lessons import (
    adoptions_named,
    adoptions_of_lesson,
    adoptions_of_network,
    adoptions_of_territory,
    find_lesson,
    hosts_of,
    list_lessons,
    naming,
    use_counts,
)
from autan.cooperation.lessons.queries.matching import has_lessons
from autan.cooperation.lessons.queries.needs import (
    find_need,
    find_offer,
    has_private_needs,
    list_needs,
    needs_waiting,
    open_offers,
    published_needs,
)
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import UnknownError
from autan.plans.projects.core.themes import ActionTheme
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.cooperation.lessons.making import TODAY, step, whole_content

ASKED = date(2026, 11, 1)
OPEN_NEED = NeedInput(kind=NeedKind.TECHNICAL, title="Lire un bilan", asked_on=ASKED, is_published=True)
OPEN_OFFER = OfferInput(kind=NeedKind.TECHNICAL, title="Prêter une caméra", is_published=True)


@pytest.fixture
def hedges(network: Network, here: Territory) -> Lesson:
    """A published lesson of the first member, of no workshop, a year older than the other."""
    content = whole_content(title="Planter des haies", themes=(ActionTheme.MOBILITY,), understood="Un arbre par élève.")
    written = add_lesson(by=None, network=network, lesson_input=LessonInput(content=content, territory=here))
    return publish_lesson(by=None, lesson=written, today=date(2024, 11, 26))


def kept(*, reader: Any = OPERATOR, today: date = TODAY, **asked: str) -> list[str]:
    return [lesson.slug for lesson in list_lessons("essai", LessonFilter.read(asked), reader=reader, today=today)]


def ask(network: Network, place: Territory | None, **changes: Any) -> Need:
    return ask_need(by=None, network=network, territory=place, need_input=replace(OPEN_NEED, **changes))


def test_lessons_come_last_published_first_and_a_filter_keeps_what_it_names(lesson: Lesson, hedges: Lesson) -> None:
    assert kept() == ["capteurs", "planter-des-haies"]
    assert kept(theme="mobility") == kept(membre=HERE) == kept(texte="haie") == ["planter-des-haies"]
    assert kept(atelier="oui") == kept(membre=THERE) == kept(theme="building") == ["capteurs"]
    assert kept(theme="water") == kept(texte="zorg") == kept(membre="999000032") == []
    assert kept(texte="élève") == ["planter-des-haies"]


def test_words_of_the_title_come_before_those_of_the_text(network: Network, lesson: Lesson, hedges: Lesson) -> None:
    content = whole_content(title="Compter les arbres", understood="Des haies surtout.")
    written = LessonInput(content=content, territory=hedges.territory)
    counted = publish_lesson(
        by=None, lesson=add_lesson(by=None, network=network, lesson_input=written), today=TODAY + timedelta(days=9)
    )
    assert kept()[0] == counted.slug
    assert kept(texte="haies") == ["planter-des-haies", counted.slug]


def test_a_state_is_published_draft_or_to_be_confirmed(lesson: Lesson, hedges: Lesson, people: Cast) -> None:
    assert kept(etat="to_confirm") == ["planter-des-haies"]
    assert kept(etat="to_confirm", today=TODAY - timedelta(days=1)) == []
    Lesson.objects.filter(slug="capteurs").update(is_published=False)
    assert (kept(etat="draft"), kept(etat="published")) == (["capteurs"], ["planter-des-haies"])
    assert kept(etat="draft", reader=people.officer) == kept(etat="draft", reader=AnonymousUser()) == []
    assert kept(etat="draft", reader=people.coordinator) == ["capteurs"]


def test_a_size_is_that_of_the_host(lesson: Lesson, hedges: Lesson) -> None:
    assert kept(taille="small") == ["capteurs", "planter-des-haies"]  # a thousand inhabitants each
    assert kept(taille="large") == []


def test_a_lesson_is_found_by_who_may_read_it_and_counted_once_published(
    draft: Lesson, people: Cast, network: Network
) -> None:
    assert find_lesson("capteurs", reader=people.coordinator) == draft
    for reader in (people.officer, people.outsider, AnonymousUser()):
        with pytest.raises(UnknownError, match="aucun savoir-faire «\u202fcapteurs\u202f»"):
            find_lesson("capteurs", reader=reader)
    assert hosts_of("essai", people.coordinator) == [(THERE, "Là")]
    assert (hosts_of("essai", people.officer), has_lessons("essai")) == ([], False)
    publish_lesson(by=None, lesson=draft, today=TODAY)
    assert hosts_of("essai", AnonymousUser()) == [(THERE, "Là")]
    assert (has_lessons("essai"), has_lessons("voisin")) == (True, False)


def test_uses_are_added_up_by_place_the_most_used_first(lesson: Lesson, network: Network) -> None:
    for place, day in (("plan", ASKED), ("desk", ASKED), ("desk", TODAY), ("desk", date(2026, 12, 1))):
        count_use(lesson=lesson, place=place, today=day)
    assert use_counts("essai") == [("desk", 3), ("plan", 1)]
    assert sorted(lesson.uses.values_list("place", "month", "count")) == [
        ("desk", "2026-11", 2),
        ("desk", "2026-12", 1),
        ("plan", "2026-11", 1),
    ]
    assert use_counts("voisin") == []


def test_adoptions_are_read_of_a_network_a_lesson_a_territory_or_by_key(
    lesson: Lesson, hedges: Lesson, here: Territory, there: Territory
) -> None:
    declare_step(by=None, lesson=lesson, territory=here, step=step("heard", ASKED), today=TODAY)
    declare_step(by=None, lesson=lesson, territory=here, step=step("tried", TODAY), today=TODAY)
    declare_step(by=None, lesson=hedges, territory=there, step=step("adopted", ASKED), today=TODAY)
    (record,) = adoptions_of_lesson(lesson)
    assert (record.key, record.host, record.siren, record.title) == (f"capteurs/{HERE}", THERE, HERE, lesson.title)
    assert [each.stage.value for each in record.steps] == ["heard", "tried"]
    assert (record.is_from_workshop, record.is_invented) == (True, True)
    assert {each.lesson for each in adoptions_of_network("essai")} == {"capteurs", "planter-des-haies"}
    assert [each.lesson for each in adoptions_of_territory(THERE)] == ["planter-des-haies"]
    assert not adoptions_of_territory(THERE)[0].is_from_workshop
    assert adoptions_named([f"capteurs/{HERE}", f"capteurs/{THERE}", "rien/1"]) == (record,)
    assert adoptions_of_network("voisin") == ()
    Adoption.objects.create(lesson=lesson, territory=there)  # nothing is declared in it
    assert adoptions_of_lesson(lesson) == (record,)
    Lesson.objects.filter(slug="capteurs").update(is_published=False)
    assert [each.lesson for each in adoptions_of_network("essai")] == ["planter-des-haies"]


def test_needs_are_kept_by_kind_member_state_and_words(network: Network, here: Territory, there: Territory) -> None:
    waiting = ask(network, here)
    other = ask(network, there, title="Suivre un plan", kind=NeedKind.MONITORING, words="Avec un bilan partagé.")
    closed = ask(network, None, title="Continuer", kind=NeedKind.NETWORK)
    for _twice in range(2):
        answer_need(by=None, need=other, territory=here, words="Oui", on=TODAY)
    answer_need(by=None, need=closed, territory=here, words="Oui", on=TODAY)
    close_need(by=None, need=closed, result=NeedResult.MET, words="Fait", on=TODAY)

    def listed(**asked: str) -> list[str]:
        return [need.slug for need in list_needs(network, NeedFilter.read(asked), reader=OPERATOR)]

    assert set(listed()) == {waiting.slug, other.slug, closed.slug}
    assert listed(sorte="monitoring") == listed(membre=THERE) == listed(etat="answered") == [other.slug]
    assert (listed(etat="asked"), listed(etat="closed")) == ([waiting.slug], [closed.slug])
    assert listed(texte="bilan") == [waiting.slug, other.slug]  # the title counts more
    assert listed(texte="zorg") == listed(membre="999000032") == []


def test_needs_and_offers_that_are_not_published_are_of_the_network(
    network: Network, here: Territory, people: Cast
) -> None:
    hidden = ask(network, here, is_published=False)
    inner = replace(OPEN_OFFER, title="Autre", is_published=False)
    for offer_input in (OPEN_OFFER, inner):
        make_offer(by=None, network=network, territory=here, offer_input=offer_input, on=TODAY)
    assert has_private_needs("essai")
    assert (has_private_needs("voisin"), published_needs("essai")) == (False, ())
    for reader, is_inside in ((people.reader, True), (people.outsider, False), (AnonymousUser(), False)):
        assert [need.slug for need in list_needs(network, NeedFilter(), reader=reader)] == [hidden.slug] * is_inside
        offers = {offer.title for offer in open_offers(network, reader)}
        assert offers == ({"Prêter une caméra", "Autre"} if is_inside else {"Prêter une caméra"})
    with pytest.raises(UnknownError, match="aucun besoin ni offre"):
        find_need(hidden.slug, reader=people.outsider)
    with pytest.raises(UnknownError, match="aucun besoin ni offre «\u202frien\u202f»"):
        find_offer("rien")


def test_an_offer_that_is_withdrawn_is_listed_no_more(network: Network, here: Territory) -> None:
    offer = make_offer(by=None, network=network, territory=here, offer_input=OPEN_OFFER, on=ASKED)
    assert find_offer("preter-une-camera") == offer
    withdraw_offer(by=None, offer=offer, on=TODAY)
    withdraw_offer(by=None, offer=offer, on=date(2027, 1, 1))
    assert (find_offer(offer.slug).withdrawn_on, list(open_offers(network, OPERATOR))) == (TODAY, [])


def test_what_others_ask_and_nobody_answered_waits(network: Network, here: Territory, there: Territory) -> None:
    assert needs_waiting(HERE) == 0
    ask(network, here)  # one’s own
    ask(network, None, title="Continuer")  # of nobody
    ask(network, there, title="Écrit ailleurs", evidence=(EvidenceRef(kind="fact", key="S089"),))
    assert (needs_waiting(HERE), needs_waiting(THERE)) == (0, 1)
    ask(network, there, title="Attendu", is_published=False)
    answered = ask(network, there, title="Répondu")
    assert (needs_waiting(HERE), needs_waiting("999000032")) == (2, 0)
    answer_need(by=None, need=answered, territory=here, words="Oui", on=TODAY)
    assert needs_waiting(HERE) == 1


def test_a_name_is_found_as_people_write_it(network: Network, here: Territory) -> None:
    for words in ("Demander à Claire  EXEMPLE.", "Claire Exemplaire", ""):
        ask(network, here, words=words)
    (found,) = naming(Need.objects.all(), ("title", "words"), "Claire Exemple")
    assert "EXEMPLE" in found.words
