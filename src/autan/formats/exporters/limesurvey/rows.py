"""How is a questionnaire written as the tab-separated structure that LimeSurvey imports (.txt)?

One row a setting, group, question, sub-question or answer and a language; an attribute without language stands on the
row of the first language. What this format does not hold is listed by `list_text_losses`.
"""

import csv
import io
from collections.abc import Iterator, Mapping

from autan.errors import Fault
from autan.formats.exporters.limesurvey.letters import list_losses
from autan.formats.exporters.limesurvey.structure import build_lime_tables
from autan.formats.importers.limesurvey.rows import FIRST_COLUMNS
from autan.questionnaires.core.questionnaire import Questionnaire

type Row = dict[str, str]

_LAST_COLUMNS = ("assessment_value", "question_theme_name")
_WRITTEN = frozenset(
    {"answers", "answer_l10ns", "groups", "group_l10ns", "questions", "subquestions", "question_l10ns"}
    | {"question_attributes", "surveys", "surveys_languagesettings", "defaultvalues", "defaultvalue_l10ns"}
)
_KEPT = "tsv_"


def write_lime_text(questionnaire: Questionnaire) -> str:
    """Return the text of a .txt file; headings first, quotes around the cells that need them.

    Raises:
        DomainError: a kept table no longer holds rows.
    """
    languages, tables = build_lime_tables(questionnaire)
    rows = list(_Rows(languages, tables).every())
    known = {*FIRST_COLUMNS, *_LAST_COLUMNS}
    attributes = sorted({name for row in rows for name in row} - known)
    text = io.StringIO()
    columns = (*FIRST_COLUMNS, *_LAST_COLUMNS, *attributes)
    writer = csv.DictWriter(text, columns, delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def list_text_losses(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """List what a .txt file does not hold: what an .lss does not either, and the tables that have no row here."""
    lost = [trait.name.removeprefix("table.") for trait in questionnaire.kept if trait.name.startswith("table.")]
    return (
        *list_losses(questionnaire),
        *(
            Fault(column=table, expected="perdu : cette table n’a pas de place dans le format .txt")
            for table in lost
            if table not in _WRITTEN and not table.startswith(_KEPT)
        ),
        *(
            Fault(column=question.code, value=trait.name, expected="perdu : les scripts des questions")
            for question in questionnaire.questions
            for trait in question.kept
            if trait.name.startswith("script.")
        ),
    )


class _Rows:
    """Gives the rows of one survey in order, from its tables."""

    def __init__(self, languages: list[str], tables: Mapping[str, list[Row]]) -> None:
        self.languages = languages
        self.tables = tables
        self.answers = _by(tables.get("answers", []), "qid")
        self.parts = _by(tables.get("subquestions", []), "parent_qid")
        self.wordings = _by(tables.get("question_l10ns", []), "qid")
        self.labels = _by(tables.get("answer_l10ns", []), "aid")
        self.attributes = _by(tables.get("question_attributes", []), "qid")

    def every(self) -> Iterator[Row]:
        """Settings, texts of the survey, groups with what they hold, then the rows kept as they were."""
        for name, text in self.tables["surveys"][0].items():
            yield {"class": "S", "name": name, "text": text}
        for wording in self.tables["surveys_languagesettings"]:
            language = wording["surveyls_language"]
            for name, text in wording.items():
                if name not in {"surveyls_survey_id", "surveyls_language"} and text:
                    yield {"class": "SL", "name": name, "text": text, "language": language}
        for group in self.tables["groups"]:
            yield from self._group(group)
        for table, rows in self.tables.items():
            if table.startswith(_KEPT):
                yield from (
                    {name.replace("type_scale", "type/scale"): cell for name, cell in row.items()} for row in rows
                )

    def _group(self, group: Row) -> Iterator[Row]:
        for wording in self.tables["group_l10ns"]:
            if wording["gid"] == group["gid"]:
                row = {"id": group["gid"], "class": "G", "type/scale": group["group_order"]}
                row |= {"name": wording["group_name"], "text": wording["description"]}
                row |= {"relevance": group["grelevance"], "random_group": group["randomization_group"]}
                yield {**row, "language": wording["language"]}
        for question in self.tables["questions"]:
            if question["gid"] == group["gid"]:
                yield from self._question(question)

    def _question(self, question: Row) -> Iterator[Row]:
        qid = question["qid"]
        shared = {"id": qid, "class": "Q", "type/scale": question["type"], "name": question["title"]}
        shared |= {name: question[name] for name in ("relevance", "mandatory", "encrypted", "other")}
        shared |= {"validation": question["preg"], "question_theme_name": question["question_theme_name"]}
        for wording in self.wordings.get(qid, []):
            language = wording["language"]
            told = {"text": wording["question"], "help": wording["help"], "language": language}
            default = self._default(qid, "0", language)
            yield {**shared, **told, **default, **self._attributes(qid, language)}
        for part in self.parts.get(qid, []):
            row = {"id": part["qid"], "related_id": qid, "class": "SQ", "type/scale": part["scale_id"]}
            row["relevance"] = part["relevance"]
            for wording in self.wordings.get(part["qid"], []):
                told = {"name": part["title"], "text": wording["question"], "language": wording["language"]}
                yield {**row, **told, **self._default(qid, part["qid"], wording["language"])}
        for answer in self.answers.get(qid, []):
            row = {"id": answer["aid"], "related_id": qid, "class": "A", "type/scale": answer["scale_id"]}
            row |= {"name": answer["code"], "assessment_value": answer["assessment_value"]}
            for label in self.labels.get(answer["aid"], []):
                yield {**row, "text": label["answer"], "language": label["language"]}

    def _attributes(self, qid: str, language: str) -> Row:
        wanted = {language, ""} if language == self.languages[0] else {language}
        return {row["attribute"]: row["value"] for row in self.attributes.get(qid, []) if row["language"] in wanted}

    def _default(self, qid: str, sqid: str, language: str) -> Row:
        """The value given before any answer; in older files it stands beside the question, once a language."""
        rows = [
            row
            for row in self.tables.get("defaultvalues", [])
            if row.get("qid") == qid and row.get("sqid", "0") == sqid
        ]
        numbers = {row["dvid"] for row in rows if "dvid" in row}
        localised = [row for row in self.tables.get("defaultvalue_l10ns", []) if row.get("dvid") in numbers]
        for row in (*localised, *rows):
            if row.get("language") == language and row.get("defaultvalue"):
                return {"default": row["defaultvalue"]}
        return {}


def _by(rows: list[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found
