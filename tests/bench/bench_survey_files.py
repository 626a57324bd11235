"""A LimeSurvey archive of 64 questions and 100 responses, from the file to recorded answers, beside LimeSurvey's own.

The archive is made here: questions of sixteen types, responses in columns named by numbers, matched by a column SIREN.
What was recorded is counted, so that a fast import that loses answers does not pass. Writing takes the same answers to
every format.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count

from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Upload
from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Answer
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign
from autan.survey.formats.actions import answers_import
from autan.survey.formats.core.answer_files.formats import FORMATS
from autan.survey.formats.exporters.answers.files import write_answers
from autan.survey.formats.queries import gather_export
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.questionnaires.queries import read_questionnaire_file
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.bench.measures import Measure, median_seconds
from tests.survey.limesurvey.lime_making import answer_row, lime_text, part_row, question_row

QUESTIONS, RESPONSES = 64, 100
GOAL_SECONDS, REFERENCE_SECONDS, GOAL_EXPORT_SECONDS = 1.0, 6.5, 2.0
LETTERS = "LSMTNDYQF5!OUKAP"
VALUES = {"L": "A1", "!": "A2", "O": "A1", "N": "12.50", "D": "2013-04-01 00:00:00", "Y": "Y", "5": "4"}
CELLS = {"M": "Y", "P": "Y", "Q": "Quelques mots", "F": "A1", "K": "7", "A": "3"}
SIRENS = [f"{300_000_000 + rank}" for rank in range(RESPONSES)]


def run() -> list[Measure]:
    """The whole import under 1 s, where LimeSurvey 6.4.2 takes 6.5 s; each export under 2 s."""
    network = create_network(by=None, slug="bench-files", name=Text("Banc", "Bench"), is_invented=True)
    for rank, siren in enumerate(SIRENS):
        place = Territory.objects.create(siren=siren, name=siren, short_name=siren, kind="CA", is_invented=True)
        admit_member(by=None, network=network, territory=place, certainty=Certainty.CONFIRMED, rank=rank)
    archive, numbers = _archive(), count()
    seconds = median_seconds(lambda: _import_whole(archive, network, next(numbers)), runs=5)
    view = view_campaign("bench-files-0")
    recorded = Answer.objects.filter(campaign=view.record).count()
    whole = f"import of {QUESTIONS} questions and {RESPONSES} responses ({recorded} answers recorded)"
    return [
        Measure(
            name=whole,
            result=f"{seconds:.2f} s",
            goal=f"under {GOAL_SECONDS:g} s, nothing lost (LimeSurvey 6.4.2: {REFERENCE_SECONDS} s)",
            is_met=seconds < GOAL_SECONDS and recorded == QUESTIONS * RESPONSES,
        ),
        *_exports(view),
    ]


def _import_whole(archive: bytes, network: Network, number: int) -> None:
    """From the file to recorded answers: structure, campaign, responses, territories, database."""
    found, _warnings = read_questionnaire_file(archive, "enquete.lsa", version=date(2026, 1, 1))
    document = write_questionnaire(replace(found, slug=f"bench_files_{number}"))
    version = record_questionnaire(by=None, text=document, file="bench.yaml")
    slug = f"bench-files-{number}"
    title, opened = Text("Banc", "Bench"), date(2026, 1, 1)
    open_campaign(by=None, slug=slug, network=network, questionnaire=version, title=title, opened_on=opened)
    view = view_campaign(slug)
    upload = Upload(file="enquete.lsa", data=archive, options={"match": "attribute_1"})
    run_import(answers_import(view), upload, by=None)


def _exports(view: CampaignView) -> Iterator[Measure]:
    for written in FORMATS:
        name = f"reponses{written.suffix}"

        def write(name: str = name) -> None:
            write_answers(gather_export(view, reader=OPERATOR, has_authors=True), name)

        seconds = median_seconds(write, runs=3)
        yield Measure(
            name=f"export of the same answers, {written.suffix}",
            result=f"{seconds:.2f} s",
            goal=f"under {GOAL_EXPORT_SECONDS:g} s",
            is_met=seconds < GOAL_EXPORT_SECONDS,
        )


def _archive() -> bytes:
    letters = [LETTERS[rank % len(LETTERS)] for rank in range(QUESTIONS)]
    numbered = list(enumerate(letters, start=1))
    parts = [part_row(q * 100 + n, q, f"SQ00{n}") for q, letter in numbered if letter in "MPQFKA" for n in (1, 2, 3)]
    answers = [answer_row(q * 100 + n, q, f"A{n}") for q, letter in numbered if letter in "L!OF" for n in (1, 2, 3)]
    structure = lime_text(
        {
            "groups": [{"gid": "1", "group_order": "1"}],
            "questions": [question_row(q, letter) for q, letter in numbered],
            "subquestions": parts,
            "question_l10ns": [
                {"qid": str(q), "question": f"Question {q} sur l’énergie ?", "language": "fr"} for q, _ in numbered
            ],
            "answers": answers,
        }
    )
    responses = lime_text({"responses": [_response(rank, numbered) for rank in range(RESPONSES)]}, kind="Responses")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("survey_12345.lss", structure)
        zipped.writestr("survey_12345_responses.lsr", responses)
    return buffer.getvalue()


def _response(rank: int, numbered: list[tuple[int, str]]) -> dict[str, str]:
    row = {"id": str(rank + 1), "submitdate": "2013-05-02 10:00:00", "lastpage": "1", "attribute_1": SIRENS[rank]}
    for qid, letter in numbered:
        name = f"_12345X1X{qid}"
        if letter in CELLS:
            row |= {f"{name}SQ00{part}": CELLS[letter] for part in (1, 2)}
        else:
            row[name] = VALUES.get(letter, f"Texte libre de la réponse {rank} à la question {qid}.")
    return row
