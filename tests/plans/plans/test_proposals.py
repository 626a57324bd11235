"""Lines proposed from facts: what a fact states, and nothing more."""

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.plans.plans.core.proposals import ProposableFact, ProposalSource, open_proposals, propose_from_facts
from tests.plans.plans.making import line


def fact(topic: str, text: str, *, value: float | None = None, unit: str = "", base="", horizon="", period="2013"):
    return ProposableFact(
        id="W18",
        topic=topic,
        statement=Text(text, text),
        period=period,
        value=value,
        unit=unit,
        base_year=base,
        horizon=horizon,
    )


CUT = fact("target", "Le PCET vise −20 %.", value=-20, unit="% GHG", base="2005", horizon="2020")


@pytest.mark.parametrize(
    ("stated", "section", "key", "typed"),
    [
        (
            CUT,
            "targets",
            "",
            {
                "quantity": "ghg",
                "kind": "change",
                "value": "-20",
                "unit": "pct",
                "base_year": "2005",
                "horizon": "2020",
            },
        ),
        (
            fact("target", "20 % d’ENR", value=20, unit="% renewables in final consumption", horizon="2020"),
            "targets",
            "",
            {"quantity": "renewable_share", "kind": "share", "base_year": ""},
        ),
        (
            fact("plan", "Le PCET a été adopté le 17 décembre 2013."),
            "steps",
            "adoption",
            {"status": "done", "date": "2013-12-17"},
        ),
        (
            fact("plan", "L’agglomération a lancé son PCET en 2011 et l’a adopté le 1er septembre 2013."),
            "steps",
            "adoption",
            {"date": "2013-09-01"},
        ),
        (fact("plan", "Le PCAET a été approuvé en 2019."), "steps", "adoption", {"date": "2019"}),
        (
            fact("label", "Une convention « énergie positive pour la croissance verte » signée le 6 juillet 2016."),
            "labels",
            "",
            {"label": "tepcv", "from": "2016-07-06"},
        ),
        (fact("label", "Le niveau Cit’ergie"), "labels", "", {"label": "citergie", "from": ""}),
        (fact("budget", "Le pacte", value=100, unit="M€"), "budget", "", {"amount": "100 M€", "year": "2013"}),
        (
            fact("funding", "Un contrat", value=350000, unit="€", period="2021-2024"),
            "funding",
            "",
            {"granted": "350000 €", "funder": "Un contrat"},
        ),
    ],
)
def test_a_fact_is_proposed_as_the_line_that_it_states(stated, section, key, typed):
    (proposal,) = propose_from_facts([stated])
    assert (proposal.section, proposal.line, proposal.source) == (section, key, ProposalSource.FACT)
    assert {code: proposal.typed[code] for code in typed} == typed
    assert proposal.evidence == (EvidenceRef(kind="fact", key="W18"),)
    assert ("year" in proposal.typed) == (stated.topic == "budget")


@pytest.mark.parametrize(
    "stated",
    [
        fact("target", "Division par quatre", value=4, unit="division factor GHG", horizon="2050"),
        fact("target", "7 500 logements", value=7500, unit="dwellings per year"),
        fact("target", "71 bâtiments", value=71, unit="% of buildings", horizon="2035"),
        fact("target", "Un objectif", unit="% GHG", horizon="2050"),
        fact("plan", "Le PCET est mutualisé avec la ville."),
        fact("plan", "Le conseil a adopté un schéma cyclable en 2009."),
        fact("plan", "Le PCAET a été adopté en juin, pour 2019 et 2020."),
        fact("label", "Un label de tourisme"),
        fact("budget", "30 % du budget", value=30, unit="%"),
        fact("funding", "L’État finance 40 %", value=40, unit="% of cost"),
        fact("governance", "Un comité", value=3, unit="committees"),
    ],
)
def test_what_a_fact_does_not_state_is_not_proposed(stated):
    assert propose_from_facts([stated]) == ()


def test_what_was_decided_or_is_held_on_the_same_evidence_waits_no_more():
    proposals = propose_from_facts([CUT])
    assert open_proposals(proposals, decided=set(), lines=[]) == proposals
    assert open_proposals(proposals, decided={"fact:W18:targets"}, lines=[]) == ()
    same = line("targets", "1", [EvidenceRef(kind="fact", key="W18")])
    other = line("labels", "1", [EvidenceRef(kind="fact", key="W18")])
    assert open_proposals(proposals, decided=set(), lines=[same]) == ()
    assert open_proposals(proposals, decided=set(), lines=[other]) == proposals


def test_each_source_has_words():
    assert all(source.label.fr and source.label.en for source in ProposalSource)
