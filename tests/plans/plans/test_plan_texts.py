"""What plans say in their own words, as texts to be coded: published ones alone, and never as answers."""

import pytest
from django.utils import timezone

from autan.evidence.figures.queries.codable_texts import find_offer, offered_sets, source_of
from autan.evidence.figures.queries.registry import PUBLIC
from autan.people.workflows.actions import take
from autan.plans.plans.actions.plans import save_section
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.plan_texts import (
    PLAN_TEXTS,
    find_plan_text,
    offer_plan_texts,
    read_plan_texts,
    version_of_plan_texts,
)
from tests.cast import Cast
from tests.plans.plans.conftest import SICOVAL

ADDRESS = "essai.plan_difficulties"
WORDS = "Les communes n’ont pas d’agent."


def say(plan: Plan, words: str, *, key: str = "") -> None:
    typed = {"reason": "means", "words": words}
    save_section(by=None, plan=plan, section="difficulties", lines=[LineInput(key=key, typed=typed)])


@pytest.fixture
def published(people: Cast, plan: Plan) -> Plan:
    say(plan, WORDS)
    take(PLAN, "publish_plan", plan, by=people.officer, at=timezone.now())
    return plan


def test_a_published_plan_offers_the_fields_that_it_fills_with_prose(published: Plan) -> None:
    (offer,) = offer_plan_texts("essai")
    assert (offer.address, offer.label.fr) == (ADDRESS, "Difficultés à mobiliser : en quelques mots")
    assert find_offer("essai", ADDRESS) in offered_sets("essai")
    assert not source_of(PLAN_TEXTS.code).kind.is_answer


def test_a_text_is_a_line_with_who_says_it_and_its_evidence(published: Plan) -> None:
    plan_texts = read_plan_texts(ADDRESS)
    assert plan_texts is not None
    (text,) = plan_texts.texts
    assert (text.text, text.siren, text.title.fr) == (WORDS, SICOVAL, "Sicoval (PCAET)")
    assert (text.evidence.kind, text.evidence.key) == ("plan-line", text.key)
    assert find_plan_text(ADDRESS, text.key) == text
    assert plan_texts.asked == ()
    assert source_of("plan").may_read(PUBLIC, ADDRESS)


def test_a_draft_gives_no_text_to_anybody(published: Plan, people: Cast) -> None:
    take(PLAN, "withdraw_plan", Plan.objects.get(pk=published.pk), by=people.officer, at=timezone.now())
    assert offer_plan_texts("essai") == []
    assert read_plan_texts(ADDRESS).texts == ()


def test_a_changed_text_changes_the_version_of_its_set(published: Plan) -> None:
    before = version_of_plan_texts(ADDRESS)
    assert version_of_plan_texts(ADDRESS) == before
    say(published, "Les élus changent.")
    assert version_of_plan_texts(ADDRESS) != before


@pytest.mark.parametrize("address", ["essai.difficulties", "essai.plan_budget", "essai.plan_"])
def test_an_address_of_no_set_is_none(address: str, network: object) -> None:
    assert read_plan_texts(address) is None
    assert find_plan_text(address, "x") is None
