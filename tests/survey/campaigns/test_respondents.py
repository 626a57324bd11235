"""Members and respondents of a documented campaign: two things, each with its facts, under the names of the time."""

from pathlib import Path

import pytest
from django.test import Client

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, describe_one
from autan.ground.errors import ImportFileError
from autan.survey.campaigns.actions.documented_campaigns import load_documented_campaign
from autan.survey.campaigns.models import Campaign, CampaignRespondent
from autan.survey.campaigns.queries.campaigns import documented_respondents, respondent_figures, view_campaign
from autan.survey.results.queries.figures import find_survey_figure
from autan.territories.networks.actions.territories import record_identity
from autan.territories.networks.models import Territory

LINE = (
    '- {{siren: "{siren}", body: {{fr: "Communauté {rank}", en: "Community {rank}"}}, '
    "member: {{state: {member}, facts: [F1]}}, respondent: {{state: {respondent}, facts: [F1, F2]}}}}\n"
)
RESPONDENTS_YAML = (
    LINE.format(siren="100000001", rank=1, member="named", respondent="confirmed")
    + LINE.format(siren="100000002", rank=2, member="not_named", respondent="confirmed")
    + LINE.format(siren="100000003", rank=3, member="named", respondent="unconfirmed")
)


def load(folder: Path, text: str = RESPONDENTS_YAML) -> Campaign:
    (folder / "respondents.yaml").write_text(text, encoding="utf-8")
    return load_documented_campaign(by=None, folder=folder)


def test_member_and_respondent_are_counted_apart(documented: Campaign, folder: Path) -> None:
    assert respondent_figures(view_campaign(documented.slug)) == ()
    for _ in range(2):
        load(folder)
    lines = documented_respondents(documented)
    assert [line.facts for line in lines] == [("F1", "F1", "F2")] * 3
    members, respondents = respondent_figures(view_campaign(documented.slug))
    assert (members.value, members.total, respondents.value) == (2, 3, 2)
    assert EvidenceRef(kind="fact", key="F2") in respondents.evidence
    assert EvidenceRef(kind="fact", key="F2") not in members.evidence
    for figure in (members, respondents):
        assert find_survey_figure(FigureAddress.parse(figure.id)) == figure


def test_nobody_named_is_a_confirmed_zero(documented: Campaign, folder: Path) -> None:
    load(folder, RESPONDENTS_YAML.replace("state: named", "state: not_named"))
    assert [figure.value for figure in respondent_figures(view_campaign(documented.slug))] == [0, 2]


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "expected"),
    [
        ("100000002", "999999999", 2, "[1].siren", "une collectivité interrogée"),
        ("100000002", "douze", 2, "[1].siren", "neuf chiffres"),
        ("100000002", "100000001", 2, "[1]", "une seule ligne"),
        ("state: not_named", "state: peut-être", 2, "[1].member.state", "named, not_named"),
        ("state: unconfirmed", "state: oui", 3, "[2].respondent.state", "confirmed, unconfirmed"),
        ("facts: [F1, F2]", "facts: [F1, F9]", 1, "[0].respondent.facts[1]", "un fait du registre"),
        ("facts: [F1]", "facts: []", 1, "[0].member.facts", "au moins un élément"),
        ("state: named, ", "", 1, "[0].member", "la clé « state »"),
        ('body: {fr: "Communauté 1"', 'corps: {fr: "Communauté 1"', 1, "[0]", "la clé « body »"),
        ('- {siren: "100000003"', '- {code: "100000003"', 3, "[2]", "la clé « siren »"),
    ],
)
def test_every_fault_is_told_at_its_place(
    documented: Campaign, folder: Path, old: str, new: str, row: int, column: str, expected: str
) -> None:
    with pytest.raises(ImportFileError) as caught:
        load(folder, RESPONDENTS_YAML.replace(old, new, 1))
    assert caught.value.file == "respondents.yaml"
    assert any(
        (fault.row, fault.column) == (row, column) and expected in fault.expected for fault in caught.value.faults
    ), caught.value.faults
    assert not CampaignRespondent.objects.exists()


def test_a_territory_left_out_is_named(documented: Campaign, folder: Path) -> None:
    with pytest.raises(ImportFileError) as caught:
        load(folder, "".join(RESPONDENTS_YAML.splitlines(keepends=True)[:2]))
    assert ["100000003" in fault.expected for fault in caught.value.faults] == [True]


def test_pages_show_both_with_their_facts(client: Client, documented: Campaign, folder: Path) -> None:
    load(folder)
    Territory.objects.update(declared_communes=3, declared_population=2_000)
    page = client.get(f"/enquetes/{documented.slug}/").content.decode()
    assert "absent des listes de membres" in page
    assert "répondant non confirmé" in page
    assert 'href="/faits/F2/"' in page
    place = client.get("/territoires/100000001/?ouvrir=tout").content.decode()
    assert "Communauté 1" in place
    assert "membre nommé" in place
    silent = client.get("/territoires/100000003/?ouvrir=tout").content.decode()
    assert "répondant non confirmé" in silent


def test_a_documented_campaign_bears_the_names_of_its_time(client: Client, documented: Campaign) -> None:
    territory = Territory.objects.get(siren="100000001")
    fields = {"name_fr": "Communauté du Nord", "name_en": "Community of the North", "short_name": "CC du Nord"}
    record_identity(by=None, territory=territory, year=2013, fields=fields)
    view = view_campaign(documented.slug)
    assert [respondent.name for respondent in view.respondents] == ["CC du Nord", "Autan-Sud", "Autan-Mer"]
    card = describe_one(EvidenceRef(kind="answer", key=f"{documented.slug}/100000001/q1"), reader=OPERATOR)
    assert card is not None
    assert card.title.fr.startswith("Réponse de CC du Nord")
    assert "CC du Nord" in client.get(f"/enquetes/{documented.slug}/").content.decode()


def test_a_campaign_of_today_keeps_the_names_of_today(collected: Campaign) -> None:
    territory = Territory.objects.get(siren="100000001")
    fields = {"name_fr": "Communauté du Nord", "name_en": "Community of the North", "short_name": "CC du Nord"}
    record_identity(by=None, territory=territory, year=2013, fields=fields)
    assert view_campaign(collected.slug).respondents[0].name == "Autan-Nord"
