"""`autan campaign propose`: earlier answers and measures of the observatory, offered to those who answer."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from autan.ground.errors import DomainError
from autan.ground.wordings import Text
from autan.instance.cli import campaign
from autan.opendata.observatory.queries.figures import member_figures
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Campaign, Proposal
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.models import Network
from tests.survey.campaigns.answering import record_answer
from tests.survey.questionnaires.making import SMALL_YAML

RUN = CliRunner()
REAL = "dialogue-toulouse"
ENERGY = (
    SMALL_YAML.replace("questionnaire: essai", "questionnaire: energie")
    .replace(
        'text: {fr: "Combien d\'agents ?", en: "How many staff?"}\n        unit: count',
        'text: {fr: "Électricité", en: "Electricity"}\n        unit: GWh',
    )
    .replace("        max: 500\n", "")
)


def open_(network: Network, text: str, slug: str) -> Campaign:
    return open_campaign(
        by=None,
        slug=slug,
        network=network,
        questionnaire=record_questionnaire(by=None, text=text, file=f"{slug}.yaml"),
        title=Text(slug, slug),
        opened_on=date(2026, 1, 1),
    )


def test_earlier_answers_are_proposed_and_said(network: Network, collected: Campaign) -> None:
    record_answer(by=None, campaign=collected, siren="100000001", question="q2", value=12, on=date(2013, 5, 2))
    later = open_(network, SMALL_YAML.replace("2013-04-01", "2026-01-01"), "suite")
    shown = RUN.invoke(campaign.app, ["propose", "suite"], catch_exceptions=False).stdout
    assert "Autan-Nord" in shown
    assert [(p.question, p.value) for p in Proposal.objects.filter(campaign=later)] == [("q2", 12)]
    again = RUN.invoke(campaign.app, ["propose", "suite"], catch_exceptions=False).stdout
    assert "Rien de connu n’attend de réponse." in again


@pytest.mark.parametrize("pair", ["q2", "q1=electricity_total", "q2=inconnue"])
def test_a_pair_names_a_question_of_numbers_and_a_measure(collected: Campaign, pair: str) -> None:
    with pytest.raises(DomainError):
        RUN.invoke(campaign.app, ["propose", "recueil", "--observatory", pair], catch_exceptions=False)
    assert not Proposal.objects.exists()


@pytest.mark.usefixtures("demo_data")
@pytest.mark.django_db
def test_the_observatory_is_proposed_in_the_unit_of_the_question() -> None:
    open_(Network.objects.get(slug=REAL), ENERGY, "energie")
    words = ["propose", "energie", "--observatory", "q2=electricity_residential", "--json"]
    made = json.loads(RUN.invoke(campaign.app, words, catch_exceptions=False).stdout)
    held = {siren: figures["electricity_residential"] for siren, figures in member_figures(REAL).items()}
    proposed = {item["siren"]: item["value"] for item in made if item["question"] == "q2"}
    assert proposed
    for siren, value in proposed.items():
        assert held[siren].unit.code == "MWh"
        assert value == pytest.approx(float(held[siren].value or 0) / 1000, abs=0.001)
    assert all(item["evidence"] for item in made)
    assert "Observatoire" in next(item["origin"]["fr"] for item in made if item["question"] == "q2")
    partial = RUN.invoke(campaign.app, ["propose", "energie", "--observatory", "q2=electricity_total"])
    assert "Rien de connu n’attend de réponse." in partial.stdout
