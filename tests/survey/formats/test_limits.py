"""What an answer may not say at once is refused at its place in a file of any format, and the rest may be taken."""

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.imports.core import Preview, Upload
from autan.ground.errors import ImportFileError
from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.formats.actions import preview_file
from autan.survey.formats.exporters.answers.files import write_answers
from autan.survey.formats.queries import gather_export
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.queries import read_questionnaire_file
from autan.territories.networks.models import Network
from tests.survey.campaigns.answering import OWN, record_answer
from tests.survey.questionnaires.limited import BEFORE_YAML, LIMITED_YAML


def opened(network: Network, slug: str, text: str) -> Campaign:
    return open_campaign(
        by=None,
        slug=slug,
        network=network,
        questionnaire=record_questionnaire(by=None, text=text, file="limites.yaml"),
        title=Text("Limites", "Limits"),
        opened_on=timezone.localdate() - timedelta(days=1),
    )


@pytest.fixture
def campaign(network: Network) -> Campaign:
    return opened(network, "limites", LIMITED_YAML)


def preview(campaign: Campaign, data: bytes, file: str, **options: Any) -> Preview[AnswerRevision]:
    return preview_file(view_campaign(campaign.slug), Upload(file=file, data=data, options=options))


def told(plan: Preview[AnswerRevision]) -> list[tuple[int | None, str | None, str]]:
    plain = [(fault.row, fault.column, fault.expected) for fault in plan.faults]
    return [(row, column, words.replace("\u202f", " ").replace("\u00a0", " ")) for row, column, words in plain]


def test_a_table_is_refused_at_its_cells_and_the_rest_is_taken(campaign: Campaign) -> None:
    text = (
        "siren,q1[money],q1[people],q1[will],q1[law],q1[none],q3[law],q4[homes_share],q4[roads_share]\n"
        f"{OWN},1,1,1,1,0,1,50,40\n"
        "100000002,1,0,0,0,1,1,80,30\n"
    )
    plan = preview(campaign, text.encode(), "r.csv", skip_faults=True)
    assert told(plan) == [
        (2, "q1[money]", "3 réponses au plus : il y en a 4"),
        (3, "q1[money]", "« Aucune » ne va avec aucune autre réponse"),
        (3, "q4[homes_share]", "« Part » fait 110 % en tout : total 100 % au plus"),
    ]
    assert [item.record.key for item in plan.items] == [f"{OWN}/q3", f"{OWN}/q4", "100000002/q3"]


def test_our_json_is_refused_at_its_place(campaign: Campaign) -> None:
    answers = [
        {"question": "q1", "state": "answered", "value": {"choices": ["money", "none"]}},
        {"question": "q2", "state": "answered", "value": {"choices": ["will"]}, "is_partial": True},
    ]
    content = {
        "format": "autan-answers",
        "format_version": 1,
        "territories": [{"siren": OWN, "answers": answers}],
    }
    plan = preview(campaign, json.dumps(content).encode(), "r.json")
    place = "territories[0].answers[0].value"
    assert told(plan) == [(None, place, "« Aucune » ne va avec aucune autre réponse")]
    assert [item.record.key for item in plan.items] == [f"{OWN}/q2"]  # a partial answer may hold more


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".ods", ".json"])
def test_answers_given_under_an_older_version_of_the_form_are_judged_by_this_one(
    network: Network, campaign: Campaign, suffix: str
) -> None:
    older = opened(network, "avant", BEFORE_YAML)
    record_answer(campaign=older, siren=OWN, question="q1", value={"choices": ["money", "none"]})
    record_answer(campaign=older, siren=OWN, question="q3", value=["law", "will", "money"])
    record_answer(campaign=older, siren=OWN, question="q2", value={"choices": ["money", "law"]})
    export = gather_export(view_campaign("avant"), reader=OPERATOR, has_authors=True)
    data, _losses = write_answers(export, f"r{suffix}")
    plan = preview(campaign, data, f"r{suffix}")
    words = [expected for _row, _column, expected in told(plan)]
    assert words == ["« Aucune » ne va avec aucune autre réponse", "2 réponses au plus : il y en a 3"]
    assert [item.record.key for item in plan.items] == [f"{OWN}/q2"]


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return stream.getvalue()


def test_the_only_file_of_a_zip_is_read_and_others_are_refused_with_what_they_hold(campaign: Campaign) -> None:
    table = f"siren,q3[law]\n{OWN},1\n".encode()
    one = zipped(reponses_csv=table, photo_jpg=b"image")
    assert [item.record.key for item in preview(campaign, one, "export.zip").items] == [f"{OWN}/q3"]
    for data in (zipped(a_csv=table, b_csv=table), zipped(photo_jpg=b"image")):
        with pytest.raises(ImportFileError) as caught:
            preview(campaign, data, "export.zip")
        (fault,) = caught.value.faults
        assert "un seul fichier" in fault.expected
        assert fault.value in {"a.csv, b.csv", "photo.jpg"}
    form, _warnings = read_questionnaire_file(
        zipped(form_yaml=LIMITED_YAML.encode()), "form.zip", version=date(2026, 1, 1)
    )
    assert form.slug == "limites"
