"""The questionnaire of a campaign on its page and as files, blank or with the answers of a territory."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli import questionnaire as commands
from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Campaign, Invitation
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, link, record_answer, token_of
from tests.survey.questionnaires.making import SMALL_YAML

RUN = CliRunner()
ADDRESS = {"slug": "essai-2013", "extension": "pdf"}


def test_a_documented_campaign_shows_the_answers_of_a_member_to_all(client: Client, documented: Campaign) -> None:
    page = client.get(reverse("surveys:questionnaire", kwargs={"slug": "essai-2013"}), {"territoire": "100000001"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Plan de 2010" in text
    assert "Non documenté." in text
    assert "Pas de réponse à ce jour." not in text
    assert 'class="is-ticked"' in text
    assert "style=" not in text
    assert (
        client.get(reverse("surveys:questionnaire", kwargs={"slug": "essai-2013"}), {"territoire": "1"}).status_code
        == 404
    )


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "yaml", "lss"])
def test_each_file_is_given_under_its_name(client: Client, documented: Campaign, extension: str) -> None:
    address = reverse("surveys:questionnaire_file", kwargs=ADDRESS | {"extension": extension})
    answer = client.get(address, {"territoire": "100000001"} if extension in {"pdf", "docx"} else {})
    name = "questionnaire-essai-2013-autan-nord" if extension in {"pdf", "docx"} else "questionnaire-essai-2013"
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.{extension}"'
    if extension in {"yaml", "lss"}:
        assert "Réseau inventé pour essayer" in answer.content.decode()  # the network of the test is invented
    assert client.get(reverse("surveys:questionnaire_file", kwargs=ADDRESS | {"extension": "exe"})).status_code == 404


def test_a_campaign_under_way_shows_its_answers_to_those_concerned(
    client: Client, running: Campaign, people: Cast
) -> None:
    Network.objects.update(is_invented=False)  # an invented one shows everything
    record_answer(by=None, campaign=running, siren="100000001", question="q2", value=7)
    address = reverse("surveys:questionnaire", kwargs={"slug": running.slug})
    fields = {"territoire": "100000001"}
    assert client.get(address, fields).status_code == 403
    assert client.get(address).status_code == 200
    for person, status in (
        (people.officer, 200),
        (people.coordinator, 200),
        (people.outsider, 403),
        (people.reader, 403),
    ):
        client.force_login(person)
        assert client.get(address, fields).status_code == status
        assert ("<option" in client.get(address).content.decode()) is (status == 200)
        file = reverse("surveys:questionnaire_file", kwargs={"slug": running.slug, "extension": "docx"})
        assert client.get(file, fields).status_code == status


def test_the_command_prints_a_file_or_a_campaign(tmp_path: Any, documented: Campaign) -> None:
    source, target = tmp_path / "essai.yaml", tmp_path / "essai.pdf"
    source.write_text(SMALL_YAML, encoding="utf-8")
    assert "Écrit" in RUN.invoke(commands.app, ["print", str(source), str(target)], catch_exceptions=False).stdout
    assert target.read_bytes().startswith(b"%PDF")
    filled = tmp_path / "nord.docx"
    words = ["print", "essai-2013", str(filled), "--territory", "100000001"]
    RUN.invoke(commands.app, words, catch_exceptions=False)
    shown = Document(str(filled))
    assert any("Plan de 2010" in paragraph.text for paragraph in shown.paragraphs)
    with pytest.raises(ImportFileError):
        RUN.invoke(commands.app, ["print", str(source), str(tmp_path / "x.odt")], catch_exceptions=False)


def test_who_leads_a_territory_by_a_link_prints_its_answers(client: Client, running: Campaign) -> None:
    Network.objects.update(is_invented=False)
    record_answer(by=None, campaign=running, siren=OWN, question="q2", value=7)
    address = reverse("surveys:questionnaire", kwargs={"slug": running.slug})
    client.get(link(token_of(running, InvitationRole.CONTRIBUTOR, ("first",))))
    assert client.get(address, {"territoire": OWN}).status_code == 403
    client.get(link(token_of(running)))
    shown = client.get(address, {"territoire": OWN})
    assert shown.status_code == 200
    assert f'<option value="{OWN}" selected>' in shown.content.decode()
    assert client.get(address, {"territoire": OTHER}).status_code == 403
    Invitation.objects.update(revoked_at=timezone.now())
    assert client.get(address, {"territoire": OWN}).status_code == 403
    assert client.get(address).status_code == 200
