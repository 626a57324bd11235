"""What stands behind a duty: the words of a rule, a filing, a body, what the base lists, what a person stated."""

from typing import Any

import pytest

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence
from autan.plans.obligations.actions import state_competence
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.importers.rules import competence_source, find_obligation
from autan.plans.obligations.lake.competences import declared_codes, groupings_of, largest_communes
from autan.plans.obligations.presenters.sections import search_carriers
from autan.plans.obligations.queries.records import unregistered_carriers
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tests.plans.obligations.test_duties_at_dates import PLAINE_COMMUNE
from tests.plans.plans.conftest import SICOVAL

ARIEGE = "200024875"


def card(kind: str, key: str, reader: Any = PUBLIC) -> EvidenceCard | None:
    ref = EvidenceRef(kind=kind, key=key)
    return describe_evidence([ref], reader=reader)[ref]


def words(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.django_db
def test_a_rule_is_shown_with_its_words_and_how_far_they_were_read():
    shown, rule = card("obligation-rule", "beges"), find_obligation("beges")
    assert shown is not None
    assert rule is not None
    assert (shown.title, words(shown.statement.fr)) == (rule.label, f"« {words(rule.read.quotation)} »")
    assert words(shown.note.fr if shown.note else "").endswith(" ; à confirmer sur Légifrance.")
    assert shown.citation is not None
    assert (shown.citation.source.title, shown.citation.source.document) == (rule.read.reference, rule.read.source)
    assert card("obligation-rule", "lune") is None


def test_a_filing_says_its_state_and_the_day_of_its_last_change(shipped: object):
    shown = card("filed-plan", f"{SICOVAL}/1101")
    assert shown is not None
    assert words(shown.title.fr) == "Démarche 1101 « PCAET 2019-2024 »"
    assert words(shown.statement.fr) == ("État : mise en œuvre, au 29 janvier 2020. L’adoption n’y est pas datée.")
    assert shown.citation is not None
    assert shown.citation.locator.endswith(", 1101")
    for key in (f"{SICOVAL}/1", "200023737/1101", "lune", SICOVAL):
        assert card("filed-plan", key) is None


def test_a_body_that_filed_a_plan_alone_and_is_in_no_register_is_named_and_found(shipped: object):
    carriers = unregistered_carriers()
    assert carriers[ARIEGE] == "Syndicat mixte du SCOT de la vallée de l'Ariège"
    assert SICOVAL not in carriers  # which the register holds
    hits = {hit.title: hit for hit in search_carriers("vallée de l'Ariège", None)}
    found = hits[carriers[ARIEGE]]
    assert (found.url, found.ref, found.kind) == ("/sources/pcaet-deposits/", "", "organisme hors du registre des EPCI")
    assert found.excerpt.startswith(f"SIREN {ARIEGE}")
    assert search_carriers("chaufferie", None) == []


@pytest.mark.django_db
def test_a_body_of_greater_paris_says_its_communes_and_its_inhabitants():
    shown = card("territorial-body", PLAINE_COMMUNE)
    assert shown is not None
    assert (shown.title.fr, "453 801 habitants" in words(shown.statement.fr)) == ("Plaine Commune", True)
    assert shown.whole_list == f"/etablissements-publics-territoriaux/{PLAINE_COMMUNE}/"
    assert card("territorial-body", SICOVAL) is None


@pytest.mark.django_db
def test_the_base_of_competences_says_what_it_lists_and_that_silence_is_no_absence():
    shown = card("competence-base", SICOVAL)
    assert shown is not None
    assert shown.title == competence_source()
    assert "compétences" in shown.title.fr
    held = {"OPAH", "Transport scolaire", "Lutte contre la pollution de l’air", "SCoT", "PLU"}
    assert held <= set(shown.statement.fr.split(", "))
    assert "Éclairage public" not in shown.statement.fr
    assert "n’est pas déclarée" in (shown.note.fr if shown.note else "")
    assert (card("competence-base", "000000000"), declared_codes("000000000")) == (None, None)


def test_who_stated_a_competence_is_told_to_those_who_act_for_the_territory(people: Cast, member: Territory):
    state_competence(by=people.officer, territory=member, competence="lighting", holding=Holding.HELD, source="Statuts")
    key = f"{SICOVAL}/lighting"
    for reader, is_named in ((people.officer, True), (people.outsider, False), (PUBLIC, False)):
        shown = card("stated-competence", key, reader)
        assert shown is not None
        assert shown.statement.fr == "Statuts"
        assert (people.officer.name in str(shown.recorded)) is is_named
    assert card("stated-competence", f"{SICOVAL}/scot", people.officer) is None


def test_the_groupings_of_a_member_hold_some_competence_that_is_listed():
    groupings = groupings_of(SICOVAL)
    assert groupings
    assert {grouping.siren for grouping in groupings}.isdisjoint({SICOVAL})
    assert all(grouping.codes and grouping.name and grouping.kind for grouping in groupings)
    assert groupings_of("000000000") == ()
    assert largest_communes("000000000") == {}
