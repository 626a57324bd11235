"""What a network holds that may answer a need, the figures that a text may print, and what the database refuses."""

from dataclasses import astuple, replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from autan.cooperation.lessons.actions.lessons import (
    LessonInput,
    add_lesson,
    change_lesson,
    count_use,
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
from autan.cooperation.lessons.core.matching import MatchKind, MatchObject
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind, NeedResult, OfferInput
from autan.cooperation.lessons.models import Lesson, LessonUse, LessonVersion, MatchDecision, Need, Offer
from autan.cooperation.lessons.presenters.lessons import PUBLISHED_LESSONS, lesson_document, lesson_rows
from autan.cooperation.lessons.presenters.sections import holds_lessons, search_lessons
from autan.cooperation.lessons.queries.figures import find_lesson_figure, need_figures, quoted_figures
from autan.cooperation.lessons.queries.lessons import (
    LEVERS,
    codes_of,
    find_version,
    named_codes,
    use_count,
    versions_of,
)
from autan.cooperation.lessons.queries.matching import decisions_on, has_lessons, match_need, objects_of, query_of
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.errors import NotAllowedError, UnknownError
from autan.people.accounts.models import Person
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import Project
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.cooperation.lessons.making import TODAY, step, whole_content

ASKED = date(2026, 11, 1)
OFFER = OfferInput(
    kind=NeedKind.TECHNICAL, title="Prêt d’une caméra", words="Deux semaines", is_published=True, themes=()
)


def ask(network: Network, place: Territory | None, **changes: Any) -> Need:
    fields = NeedInput(kind=NeedKind.TECHNICAL, title="Lire des capteurs", asked_on=ASKED, is_published=True)
    return ask_need(by=None, network=network, territory=place, need_input=replace(fields, **changes))


def offer(network: Network, place: Territory | None, **changes: Any) -> Offer:
    return make_offer(by=None, network=network, territory=place, offer_input=replace(OFFER, **changes), on=ASKED)


def held(*keys: str) -> dict[str, MatchObject]:
    return objects_of(keys, "essai")


def test_a_published_lesson_is_held_with_its_host_and_its_themes(lesson: Lesson) -> None:
    (found,) = held("lesson:capteurs").values()
    assert (found.kind, found.title, found.sirens) == (MatchKind.LESSON, lesson.title, (THERE,))
    assert (found.themes, "Lire ensemble" in found.text) == ({"building"}, True)
    assert held() == held("lesson:absent") == {}


def test_a_draft_is_not_held(draft: Lesson, network: Network, here: Territory) -> None:
    assert held("lesson:capteurs") == {}
    assert not has_lessons("essai")
    publish_lesson(by=None, lesson=draft, today=TODAY)
    assert list(held("lesson:capteurs")) == ["lesson:capteurs"], "read again once something was written"
    assert has_lessons("essai")
    assert not has_lessons("voisin")


def test_an_offer_is_of_a_member_or_of_an_expert_until_it_is_withdrawn(network: Network, here: Territory) -> None:
    own = offer(network, here, themes=(ActionTheme.BUILDING,))
    expert = offer(network, None, title="Étude", organisation="Institut")
    hidden = offer(network, here, title="Secret", is_published=False)
    keys = [f"offer:{row.slug}" for row in (own, expert, hidden)]
    found = held(*keys)
    assert list(found) == keys[:2], "what is not published is matched with nothing"
    first, second = found.values()
    assert (first.kind, first.sirens, first.text, first.themes) == (
        MatchKind.OFFER,
        (HERE,),
        "Deux semaines",
        {"building"},
    )
    assert (second.kind, second.sirens, second.population, second.traits) == (MatchKind.EXPERT, (), None, frozenset())
    withdraw_offer(by=None, offer=own, on=TODAY)
    assert list(held(*keys)) == keys[1:2]


def test_a_project_of_the_network_is_held_with_its_words_and_its_carriers(network: Network, here: Territory) -> None:
    fields = {"name_fr": "Chaufferie", "ambition_fr": "Du bois", "lines": [{"fr": "Un réseau"}, {"en": "Heat"}]}
    project = Project.objects.create(slug="chaufferie", network=network, **fields)
    project.carriers.add(here)
    offer(network, here)  # what is held is read again once the room was written
    (found,) = held("project:chaufferie").values()
    assert (found.kind, found.title, found.sirens) == (MatchKind.PROJECT, "Chaufferie", (HERE,))
    assert found.text == "Du bois\nUn réseau\n"


def test_a_query_says_what_is_known_of_who_asks(network: Network, here: Territory) -> None:
    asked = query_of(ask(network, here, words="Dans une école", themes=(ActionTheme.BUILDING,)))
    assert (asked.title, asked.text, asked.siren) == ("Lire des capteurs", "Dans une école", HERE)
    assert (asked.themes, f"kind:{here.kind}" in asked.traits) == ({"building"}, True)
    guessed = query_of(ask(network, None, title="Isoler les logements"))
    assert (guessed.siren, guessed.population, guessed.traits) == ("", None, frozenset())
    assert guessed.themes, "its themes are guessed where none is said"


def test_a_decision_may_be_changed_and_is_of_one_need(lesson: Lesson, network: Network, here: Territory) -> None:
    need, other = ask(network, here, title="Poser des capteurs dans une école"), ask(network, here, title="Autre")
    key = "lesson:capteurs"
    decide_match(by=None, need=need, key=key, is_accepted=False, score=0.4)
    assert key not in {match.found.key for match in match_need(need)}
    decide_match(by=None, need=need, key=key, is_accepted=True, score=0.5)
    (kept,) = decisions_on(need).values()
    assert (kept.is_accepted, kept.score, MatchDecision.objects.count()) == (True, 0.5, 1)
    assert key in {match.found.key for match in match_need(need)}
    assert decisions_on(other) == {}


def quoted() -> list[str]:
    return [figure.id.removeprefix("lessons.essai.") for figure in quoted_figures("essai")]


def test_a_text_quotes_nothing_of_rows_that_are_not_there(network: Network, there: Territory, draft: Lesson) -> None:
    assert quoted() == []
    ask(network, there, is_published=False)
    assert quoted() == []
    ask(network, there)
    assert quoted() == ["needs", "needs.asked", "needs_met"]
    publish_lesson(by=None, lesson=draft, today=TODAY)
    adoption = ["taken_up", "taken_up.workshop", "kept", "dropped"]
    assert quoted() == ["published", "needs", "needs.asked", "needs_met", *adoption]
    assert quoted_figures("absent") == []


@pytest.mark.parametrize(
    "address",
    ["lessons.essai.moon", "lessons.essai.followers.absent", "lessons.essai.waiting.hier", "lessons.absent.needs"],
)
def test_an_address_of_nothing_has_no_figure(lesson: Lesson, address: str) -> None:
    assert find_lesson_figure(FigureAddress.parse(address)) is None


def test_figures_of_needs_follow_what_is_asked_answered_and_closed(
    network: Network, here: Territory, there: Territory
) -> None:
    def values() -> list[float | None]:
        return [figure.value for figure in need_figures("essai", today=TODAY)]

    assert values() == [None, None, None, None]
    need = ask(network, there)
    ask(network, here, title="Autre", asked_on=date(2026, 11, 21))
    assert values() == [2, 2, None, 15], "of those asked, nobody knows yet which are met"
    answer_need(by=None, need=need, territory=here, words="Oui", on=TODAY)
    assert values() == [2, 1, None, 5]
    close_need(by=None, need=need, result=NeedResult.MET, words="Fait", on=TODAY)
    assert values() == [2, 1, 1, 5]


def test_what_a_network_holds_is_published_or_still_open(network: Network, draft: Lesson, here: Territory) -> None:
    lessons, needs = holds_lessons("essai", PUBLIC)
    assert (lessons.count(), needs.count()) == (0, 0)
    need = ask(network, here)
    publish_lesson(by=None, lesson=draft, today=TODAY)
    assert (lessons.all().count(), needs.all().count()) == (1, 1)
    close_need(by=None, need=need, result=NeedResult.UNMET, words="Rien", on=TODAY)
    assert needs.all().count() == 0


def test_a_search_finds_lessons_and_needs_of_real_networks(network: Network, lesson: Lesson, here: Territory) -> None:
    ask(network, here)
    assert search_lessons("capteurs", PUBLIC) == []
    Network.objects.update(is_invented=False)
    ask(network, here, title="Poser des capteurs", is_published=False)
    hits = {hit.ref: hit.kind for hit in search_lessons("capteurs", PUBLIC)}
    assert hits == {"lesson:capteurs": "savoir-faire", "need:lire-des-capteurs": "besoin"}
    assert search_lessons("orgue", PUBLIC) == []


def test_a_row_of_a_list_says_where_a_lesson_stands(network: Network, there: Territory, draft: Lesson) -> None:
    (row,) = lesson_rows([draft], today=TODAY)
    assert (row["is_draft"], row["is_to_confirm"], row["published"], row["host"]) == (True, False, "", "Là")
    assert (row["workshop"], row["themes"]) == ("Lire ses compteurs", "Bâtiments et habitat")
    published = publish_lesson(by=None, lesson=draft, today=date(2024, 11, 26))
    (row,) = lesson_rows([published], today=TODAY)
    assert (row["is_draft"], row["is_to_confirm"]) == (False, True)
    (row,) = lesson_rows([published], today=date(2026, 11, 25))
    assert not row["is_to_confirm"]
    bare = LessonInput(content=whole_content(themes=()), territory=there)
    (row,) = lesson_rows([add_lesson(by=None, network=network, lesson_input=bare)], today=TODAY)
    assert (row["workshop"], row["themes"]) == ("", "")


def test_the_open_data_hold_published_lessons_alone(draft: Lesson) -> None:
    assert list(PUBLISHED_LESSONS.rows("essai")) == []
    publish_lesson(by=None, lesson=draft, today=TODAY)
    (row,) = PUBLISHED_LESSONS.rows("essai")
    cells = dict(zip((column.name for column in PUBLISHED_LESSONS.columns), row, strict=True))
    assert (cells["network"], cells["lesson"], cells["version"]) == ("essai", "capteurs", 1)
    assert (cells["themes"], cells["published_on"], cells["confirmed_on"]) == ("building", TODAY, TODAY)
    assert list(PUBLISHED_LESSONS.rows("voisin")) == []


def test_a_sheet_says_that_a_lesson_is_invented_or_a_draft(draft: Lesson) -> None:
    assert lesson_document(draft, (), ()).note == "Savoir-faire inventé, pour essayer."
    draft.network.is_invented = False
    sheet = lesson_document(draft, (), ())
    assert (sheet.note, sheet.title, sheet.place) == ("Brouillon.", draft.title, "Là · Lire ses compteurs")
    draft.is_published, draft.workshop = True, None
    assert (lesson_document(draft, (), ()).note, lesson_document(draft, (), ()).place) == ("", "Là")


def test_evidence_is_kept_packed_in_a_column_and_in_a_document(network: Network, there: Territory) -> None:
    refs = (EvidenceRef(kind="fact", key="S089"), EvidenceRef(kind="action", key="isoler"))
    need = ask(network, None, asked_on=None, period="2014", evidence=refs)
    need.refresh_from_db()
    packed = [list(astuple(ref)) for ref in refs]
    assert need.evidence == packed
    assert (need.content.evidence, need.as_core().evidence) == (refs, refs)
    content = whole_content(evidence=refs)
    lesson = add_lesson(by=None, network=network, lesson_input=LessonInput(content=content, territory=there))
    lesson.refresh_from_db()
    assert (lesson.content["evidence"], lesson.parsed_content.evidence) == (packed, refs)


def test_every_version_of_a_lesson_is_kept_and_found_by_its_number(lesson: Lesson, there: Territory) -> None:
    again = LessonInput(content=whole_content(host_view="Nous l’avons refait."), territory=there, reason="un an après")
    changed = change_lesson(by=None, lesson=lesson, lesson_input=again)
    assert [(one.number, one.reason) for one in versions_of(changed)] == [(2, "un an après"), (1, "")]
    assert find_version(changed, 1).content["host_view"] == ""
    assert find_version(changed, 2).content == changed.content
    with pytest.raises(UnknownError, match="capteurs, 3"):
        find_version(changed, 3)
    assert use_count(changed) == 0


def test_a_lesson_bears_codes_and_reads_the_headings_of_older_ones(network: Network) -> None:
    whole, codable = named_codes("essai", LEVERS), codes_of("essai", LEVERS)
    assert {code.key for code in codable} < {code.key for code in whole}
    assert all(code.is_codable for code in codable)


def refused(**made: Any) -> bool:
    try:
        with transaction.atomic():
            made["model"].objects.create(**{name: value for name, value in made.items() if name != "model"})
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_what_no_action_writes(lesson: Lesson, network: Network, here: Territory) -> None:
    assert refused(model=LessonVersion, lesson=lesson, number=1, content={})
    count_use(lesson=lesson, place="plans.plan", today=TODAY)
    count_use(lesson=lesson, place="plans.plan", today=TODAY)
    count_use(lesson=lesson, place="plans.plan", today=date(2026, 12, 1))
    assert list(LessonUse.objects.values_list("month", "count")) == [("2026-11", 2), ("2026-12", 1)]
    assert refused(model=LessonUse, lesson=lesson, place="plans.plan", month="2026-11")
    place = {"network": network, "territory": here}
    assert refused(model=Lesson, slug="sans-jour", title="x", is_published=True, **place)
    assert refused(model=Need, slug="clos", title="x", kind="technical", closed_on=TODAY, **place)
    assert refused(model=Need, slug="fini", title="x", kind="technical", result="met", **place)
    assert refused(model=Offer, slug="personne", title="x", kind="technical", offered_on=TODAY, network=network)


def test_rows_are_named_by_what_they_are_about(
    lesson: Lesson, network: Network, here: Territory, there: Territory, people: Cast
) -> None:
    record = declare_step(by=None, lesson=lesson, territory=here, step=step("tried", ASKED), today=TODAY)
    need = ask(network, there)
    answer = answer_need(by=people.officer, need=need, territory=here, words="Oui", on=TODAY)
    decision = decide_match(by=None, need=need, key="lesson:capteurs", is_accepted=True, score=1)
    count_use(lesson=lesson, place="plans.plan", today=TODAY)
    assert [str(row) for row in (record, record.adoption, need, answer, decision)] == [
        f"{record.adoption_id} · tried",
        f"{lesson.pk} · {here.pk}",
        "Lire des capteurs",
        f"{need.pk} · 2026-11-26",
        f"{need.pk} · lesson:capteurs",
    ]
    assert str(lesson.versions.get()) == f"{lesson.pk} · 1"
    assert str(lesson.uses.get()) == f"{lesson.pk} · plans.plan · 2026-11"
    assert str(lesson) == lesson.title


def test_who_is_not_of_the_network_answers_nothing(
    network: Network, there: Territory, people: Cast, neighbour: Person
) -> None:
    need = ask(network, there)
    for person in (people.outsider, people.reader, neighbour):
        with pytest.raises(NotAllowedError, match="répondent à un besoin"):
            answer_need(by=person, need=need, territory=None, words="Oui", on=TODAY)
        with pytest.raises(NotAllowedError, match="répondent à un besoin"):
            decide_match(by=person, need=need, key="lesson:x", is_accepted=True, score=1)
    assert (need.answers.count(), MatchDecision.objects.count()) == (0, 0)
