"""What an answer may not say at once, by each door that it may come through: refused at its place, nothing lost."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from autan.evidence.imports.core import Upload
from autan.ground.wordings import Text
from autan.publishing.api.actions import KeyScope, issue_key
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Answer, Campaign, UnsavedEntry
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.formats.actions import preview_file
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.publishing.api.test_writing import post
from tests.survey.campaigns.answering import FIRST, OWN, Page, address, link, token_of
from tests.survey.questionnaires.limited import BEFORE_YAML, LIMITED_YAML

NAME = "limites"


@dataclass(frozen=True)
class Breach:
    """What breaks one constraint: as typed, as cells of a table by their headings, and what is said of it.

    Attributes:
        part: field beside which a screen says it.
        column: heading at which a table is refused.
    """

    code: str
    typed: Page
    part: str
    cells: dict[str, Any]
    column: str
    words: str


ALL_LEVERS = {"money": 1, "people": 1, "will": 1, "law": 1}
BREACHES = {
    "most": Breach(
        "q1",
        {"choice": list(ALL_LEVERS)},
        "choice",
        {f"q1[{code}]": 1 for code in ALL_LEVERS},
        "q1[money]",
        "3 réponses au plus : il y en a 4",
    ),
    "exclusive": Breach(
        "q1",
        {"choice": ["money", "none"]},
        "choice",
        {"q1[money]": 1, "q1[none]": 1},
        "q1[money]",
        "« Aucune » ne va avec aucune autre réponse",
    ),
    "fewest": Breach(
        "q2",
        {"choice": ["money"]},
        "choice",
        {"q2[money]": 1, "q2[people]": 0, "q2[will]": 0, "q2[law]": 0, "q2[none]": 0},
        "q2[money]",
        "2 réponses au moins : il y en a 1",
    ),
    "one of a group": Breach(
        "q2",
        {"choice": ["will", "law"]},
        "choice",
        {"q2[money]": 0, "q2[people]": 0, "q2[will]": 1, "q2[law]": 1, "q2[none]": 0},
        "q2[money]",
        "au moins une réponse parmi « Moyens financiers », « Équipe »",
    ),
    "ranks, most": Breach(
        "q3",
        {"rank.money": "1", "rank.law": "2", "rank.will": "3"},
        "rank.will",
        {"q3[money]": 1, "q3[law]": 2, "q3[will]": 3},
        "q3[money]",
        "2 réponses au plus : il y en a 3",
    ),
    "ranks, tied": Breach(
        "q3",
        {"rank.money": "1", "rank.law": "1"},
        "rank.law",
        {"q3[money]": 1, "q3[law]": 1},
        "q3[money]",
        "rang",
    ),
    "ranks, a gap": Breach(
        "q3",
        {"rank.money": "1", "rank.law": "3"},
        "rank.law",
        {"q3[money]": 1, "q3[law]": 3},
        "q3[money]",
        "rang",
    ),
    "a sum in a grid": Breach(
        "q4",
        {"cell.homes.share": "80", "cell.roads.share": "30"},
        "cell.roads.share",
        {"q4[homes_share]": 80, "q4[roads_share]": 30},
        "q4[homes_share]",
        "« Part » fait 110 % en tout : total 100 % au plus",
    ),
    "a limit in a grid": Breach(
        "q4", {"cell.homes.staff": "51"}, "cell.homes.staff", {"q4[homes_staff]": 51}, "q4[homes_staff]", "51"
    ),
    "rows": Breach(
        "q5",
        {f"cell.{row}.what": "Bois" for row in range(4)},
        "cell.3.what",
        {f"q5[{row}_what]": "Bois" for row in range(1, 5)},
        "q5[1_what]",
        "3 lignes au plus : il y en a 4",
    ),
    "a sum in a table": Breach(
        "q5",
        {"cell.0.cost": "5 000"},
        "cell.0.cost",
        {"q5[1_cost]": 5000},
        "q5[1_cost]",
        "« Coût » fait 5 000 € en tout",
    ),
    "a number of two readings": Breach(
        "q4", {"cell.homes.staff": "12.500"}, "cell.homes.staff", {"q4[homes_staff]": "12.500"}, "q4[homes_staff]", "12"
    ),
    "no number": Breach(
        "q4",
        {"cell.homes.staff": "trente"},
        "cell.homes.staff",
        {"q4[homes_staff]": "trente"},
        "q4[homes_staff]",
        "nombre",
    ),
    "no choice of the list": Breach("q1", {"choice": ["rien"]}, "choice", {"q1[money]": "peut-être"}, "q1[money]", ""),
}


@pytest.fixture
def campaign(network: Network) -> Campaign:
    """A campaign whose questionnaire limits nothing yet."""
    return open_campaign(
        by=None,
        slug=NAME,
        network=network,
        questionnaire=record_questionnaire(by=None, text=BEFORE_YAML, file="limites.yaml"),
        title=Text("Limites", "Limits"),
        opened_on=timezone.localdate() - timedelta(days=1),
    )


def limit() -> None:
    """Replace the questionnaire of the campaign by that whose answers are limited."""
    version = record_questionnaire(by=None, text=LIMITED_YAML, file="limites.yaml")
    Campaign.objects.update(questionnaire=version)
    QuestionnaireVersion.objects.exclude(pk=version.pk).delete()


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def guest_of(campaign: Campaign) -> Client:
    client = Client()
    client.get(link(token_of(campaign)))
    return client


def fields_of(breach: Breach) -> Page:
    return {f"{breach.code}.revision": "0"} | {f"{breach.code}.{name}": text for name, text in breach.typed.items()}


def other_of(breach: Breach) -> str:
    """Column of a right answer to another question."""
    return "q1[law]" if breach.code == "q3" else "q3[law]"


def refused_on_screen(campaign: Campaign, _people: Cast, breach: Breach) -> list[tuple[str, str]]:
    limit()
    guest, where = guest_of(campaign), address("respond_section", campaign=NAME, **FIRST)
    response = guest.post(where, fields_of(breach))
    assert response.status_code == 422
    assert UnsavedEntry.objects.get(settled_at=None).question == breach.code
    again = plain(guest.get(where).content.decode())  # whoever opens the page again finds it, and what is wrong
    assert breach.words in again
    faults = guest.post(address("respond_autosave", campaign=NAME, **FIRST), fields_of(breach)).json()["faults"]
    return [(place, plain(words)) for place, words in faults.items()]


def refused_from_an_older_form(campaign: Campaign, _people: Cast, breach: Breach) -> list[tuple[str, str]]:
    guest = guest_of(campaign)
    where, send = (address(name, campaign=NAME) for name in ("offline_content", "offline_send"))
    older = guest.get(where).json()
    limit()
    typed = fields_of(breach) | {"holder": older["holder"]}
    response = guest.post(send, typed | {"form": older["form"]})
    assert (response.status_code, response.json()) == (409, {"refused": "form"})
    result = guest.post(send, typed | {"form": guest.get(where).json()["form"]}).json()
    assert result["outcomes"] == {breach.code: "invalid"}
    assert UnsavedEntry.objects.get(settled_at=None).question == breach.code
    return [(place, plain(words)) for place, words in result["faults"].items()]


def refused_in_a_workbook(_campaign: Campaign, _people: Cast, breach: Breach) -> list[tuple[str, str]]:
    limit()
    book, data = Workbook(), io.BytesIO()
    sheet: Any = book.active
    sheet.append(["siren", *breach.cells, other_of(breach)])
    sheet.append([OWN, *breach.cells.values(), 1])
    book.save(data)
    upload = Upload(file="r.xlsx", data=data.getvalue(), options={"skip_faults": True})
    preview = preview_file(view_campaign(NAME), upload)
    assert {fault.row for fault in preview.faults} == {2}
    assert len(preview.items) == 1  # the other answer of the line is taken
    return [(str(fault.column), plain(str(fault.expected))) for fault in preview.faults]


def refused_by_the_api(_campaign: Campaign, people: Cast, breach: Breach) -> list[tuple[str, str]]:
    limit()
    until = timezone.localdate() + timedelta(days=30)
    scope = KeyScope(holder=people.officer, network="autan", act="answers", expires_on=until)
    headers = {"authorization": f"Bearer {issue_key(by=people.officer, name='Logiciel', scope=scope)[1]}"}
    cells = {**breach.cells, other_of(breach): 1}
    rows = [
        {"enquete": NAME, "siren": OWN, "question": item.partition("[")[0], "item": item, "value": value}
        for item, value in cells.items()
    ]
    for place in ("?essai=1", ""):
        response = post(rows, headers, f"/api/v1/answers{place}")
        assert response.status_code == 422, response.content
    faults = response.json()["rows"]
    assert {fault["row"] for fault in faults} == {1}  # the first row of the answer
    places = {breach.code: breach.column}  # several rows are told by their question
    return [(places.get(fault["column"], fault["column"]), plain(fault["expected"])) for fault in faults]


SCREENS = (refused_on_screen, refused_from_an_older_form)


@pytest.mark.parametrize("name", BREACHES)
@pytest.mark.parametrize("door", [*SCREENS, refused_in_a_workbook, refused_by_the_api])
def test_what_is_broken_is_refused_at_its_place_by_every_door(
    campaign: Campaign, people: Cast, door: Callable[[Campaign, Cast, Breach], list[tuple[str, str]]], name: str
) -> None:
    breach = BREACHES[name]
    faults = door(campaign, people, breach)
    assert not Answer.objects.exists()
    place = f"{breach.code}.{breach.part}" if door in SCREENS else breach.column
    assert any(where == place and breach.words in words for where, words in faults), faults
