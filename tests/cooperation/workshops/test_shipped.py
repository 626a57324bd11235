"""The workshops that ship: those of the document of 2014 compared with its lines, those of the invented network."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from autan.cooperation.minutes.queries import minutes_of
from autan.cooperation.workshops.core.workshops import StatementKind
from autan.cooperation.workshops.queries import facts_of_no_workshop, find_workshop, workshops_of
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.instance.cli import workshop as command
from autan.instance.demo.workshops import load_workshops
from autan.territories.networks.models import Network

runner = CliRunner()


def test_attendances_are_those_of_the_document(demo_network: Network):
    workshops = workshops_of(demo_network.slug)
    assert [(workshop.host.siren, workshop.status) for workshop in workshops] == [
        ("200068641", "held"), ("248100737", "held"), ("243100518", "held"), ("200023737", "planned"),
    ]  # fmt: skip
    figure = find_figure("workshops.dialogue-toulouse.attendances.all", reader=PUBLIC)
    assert (figure.value, figure.known, figure.total) == (53, 3, 3)
    assert {ref.key for ref in figure.evidence if ref.kind == "fact"} == {"S193", "S194", "S195"}
    assert all(workshop.target is None for workshop in workshops)  # the document names none
    cahors = Client().get(reverse("workshops:workshop", args=["atelier-grand-cahors-2014"])).content.decode()
    assert "aucune source lue ici ne dit ce qu’il est devenu" in cahors


def test_quotations_are_the_words_of_the_lines_that_they_give(demo_network: Network, shared_data: Path):
    path = shared_data.parent / "reference" / "000_e52ec7fc9de9e17b.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    quoted = [
        statement
        for workshop in workshops_of(demo_network.slug)
        for statement in workshop.as_core().statements
        if statement.kind is StatementKind.QUOTATION
    ]
    assert len(quoted) == 6
    for said in quoted:
        first, last = map(int, re.findall(r"\d+", said.evidence[0].key.partition("#")[2]))
        whole = re.sub(r"-\n(?=[a-zà-ÿ])", "", "\n".join(lines[first - 1 : last])).replace("\n", " ")
        assert said.text.fr in whole


def test_what_the_document_says_of_workshops_is_placed_once(demo_network: Network):
    told = [workshop.as_core() for workshop in workshops_of(demo_network.slug)]
    placed = {
        ref.key for each in told for statement in each.statements for ref in statement.evidence if ref.kind == "fact"
    } | {ref.key for each in told for ref in each.evidence}
    beside = {ref.key for ref in facts_of_no_workshop(told)}
    document = Fact.objects.filter(source__slug="synthese-2014", kind="workshop").values_list("pk", flat=True)
    assert not placed & beside
    assert set(document) <= placed | beside
    assert {"S129", "S026", "S115"} <= beside  # of all the workshops, of Montauban, of Cahors: of no day
    assert {"S027", "S047", "S051", "S054", "S113", "S151", "S153", "S159"} <= placed
    page = Client().get(reverse("workshops:network", args=[demo_network.slug])).content.decode()
    assert "La question de l’ingénierie dédiée" in page
    assert facts_of_no_workshop([workshop.as_core() for workshop in workshops_of("entente-ysaure")]) == []


def test_the_invented_network_has_six_workshops_with_notes(demo_data: None, db: None):
    workshops = workshops_of("entente-ysaure")
    assert len(workshops) == 6
    assert sum(workshop.notes.count() for workshop in workshops) == 75
    phases = {minutes.phase for workshop in workshops if (minutes := minutes_of(workshop.ref))}
    assert phases == {"draft", "amended", "settled", "published"}
    assert load_workshops() == 0
    page = Client().get(reverse("minutes:minutes", args=["workshop-essai-tanneries"])).content.decode()
    assert "Commencer par la carte des abonnés possibles" in page
    assert "Claire" not in page


@pytest.mark.parametrize("name", ["kit.pdf", "kit.docx"])
def test_the_commands_write_kits_and_minutes(demo_network: Network, tmp_path: Path, name: str):
    path = str(tmp_path / name)
    invoke = runner.invoke(command.app, ["kit", "atelier-muretain-2013", "--out", path, "--json"])
    assert json.loads(invoke.stdout)["bytes"] == Path(path).stat().st_size > 20_000
    minutes = str(tmp_path / f"minutes-{name}")
    assert runner.invoke(command.app, ["minutes", "essai-gare", "--out", minutes]).exit_code == 0
    assert Path(minutes).stat().st_size > 20_000
    missing = runner.invoke(command.app, ["minutes", "atelier-muretain-2013"])
    assert "compte rendu" in str(missing.exception)


def test_the_commands_list_and_show(demo_network: Network):
    listed = json.loads(runner.invoke(command.app, ["list", "--network", "dialogue-toulouse", "--json"]).stdout)
    assert [each["attendance"] for each in listed] == [{"not_stated": 28}, {"not_stated": 15}, {"not_stated": 10}, {}]
    shown = json.loads(runner.invoke(command.app, ["show", "atelier-muretain-2013", "--json"]).stdout)
    assert {said["kind"] for said in shown["statements"]} == {"quotation", "paraphrase"}
    assert "28 présences" in runner.invoke(command.app, ["show", "atelier-muretain-2013"]).stdout
    assert "aucun atelier «\u202fnulle-part\u202f»" in str(runner.invoke(command.app, ["show", "nulle-part"]).exception)
    assert find_workshop("atelier-muretain-2013").as_core().is_documented
