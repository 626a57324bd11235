"""Questionnaires written as the tab-separated structure that LimeSurvey imports (.txt).

One row a setting, group, question, sub-question or answer and a language. Rows come language by language, as in the
files of LimeSurvey, which counts places from row to row; an attribute without language stands in the first one. What
this format does not hold is listed by `losses.list_text_losses`.
"""

import csv
import io
from collections.abc import Iterator

from autan.formats.core.limesurvey.tables import TEXT_COLUMNS, TEXT_KEPT, TEXT_LAST_COLUMNS, TEXT_QUESTIONS, rows_by
from autan.formats.exporters.limesurvey.survey_tables import Row, SurveyTables, build_survey_tables
from autan.questionnaires.core.questionnaire import Questionnaire

_NOT_WORDINGS = frozenset({"surveyls_survey_id", "surveyls_language"})


def write_text_structure(questionnaire: Questionnaire) -> str:
    """Return the text of a .txt file; headings first, quotes around the cells that need them.

    Raises:
        DomainError: a kept table no longer holds rows.
    """
    rows = list(_Rows(build_survey_tables(questionnaire)).every())
    known = (*TEXT_COLUMNS, *TEXT_LAST_COLUMNS)
    attributes = sorted({name for row in rows for name in row}.difference(known))
    text = io.StringIO()
    writer = csv.DictWriter(text, (*known, *attributes), delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


class _Rows:
    """Gives the rows of one survey in order, from its tables."""

    def __init__(self, survey: SurveyTables) -> None:
        self.languages = survey.languages
        self.tables = survey.tables
        self.answers = rows_by(self.tables["answers"], "qid")
        self.parts = rows_by(self.tables["subquestions"], "parent_qid")
        self.wordings = rows_by(self.tables["question_l10ns"], "qid")
        self.labels = rows_by(self.tables["answer_l10ns"], "aid")
        self.attributes = rows_by(self.tables["question_attributes"], "qid")

    def every(self) -> Iterator[Row]:
        """Settings, texts of the survey, groups with what they hold in each language, then rows kept as they were."""
        yield from ({"class": "S", "name": name, "text": text} for name, text in self.tables["surveys"][0].items())
        for wording in self.tables["surveys_languagesettings"]:
            told = {name: text for name, text in wording.items() if text and name not in _NOT_WORDINGS}
            shared = {"class": "SL", "language": wording["surveyls_language"]}
            yield from ({**shared, "name": name, "text": text} for name, text in told.items())
        for language in self.languages:
            for group in self.tables["groups"]:
                yield from ({**row, "language": language} for row in self._group(group, language))
        for table, rows in self.tables.items():
            if table.startswith(TEXT_KEPT):
                yield from ({k.replace("type_scale", "type/scale"): cell for k, cell in row.items()} for row in rows)

    def _group(self, group: Row, language: str) -> Iterator[Row]:
        gid = group["gid"]
        (wording,) = (row for row in self.tables["group_l10ns"] if (row["gid"], row["language"]) == (gid, language))
        row = {"id": gid, "class": "G", "type/scale": group["group_order"], "relevance": group["grelevance"]}
        row |= {"name": wording["group_name"], "text": wording["description"]}
        yield row | {"random_group": group["randomization_group"]}
        for question in self.tables["questions"]:
            if question["gid"] == gid:
                yield from self._question(question, language)

    def _question(self, question: Row, language: str) -> Iterator[Row]:
        qid = question["qid"]
        wording = self._wording(qid, language)
        row = {"id": qid, "class": "Q", "text": wording["question"], "help": wording["help"]}
        row |= {column: question.get(name, "") for name, column in TEXT_QUESTIONS.items()}
        wanted = {language, ""} if language == self.languages[0] else {language}
        settings = {
            each["attribute"]: each["value"] for each in self.attributes.get(qid, ()) if each["language"] in wanted
        }
        yield row | self._default(qid, "0", language) | settings
        for part in self.parts.get(qid, ()):
            row = {"id": part["qid"], "related_id": qid, "class": "SQ", "type/scale": part["scale_id"]}
            row |= {"name": part["title"], "text": self._wording(part["qid"], language)["question"]}
            yield row | {"relevance": part["relevance"]} | self._default(qid, part["qid"], language)
        for answer in self.answers.get(qid, ()):
            row = {"id": answer["aid"], "related_id": qid, "class": "A", "type/scale": answer["scale_id"]}
            (label,) = (each["answer"] for each in self.labels[answer["aid"]] if each["language"] == language)
            yield row | {"name": answer["code"], "assessment_value": answer["assessment_value"], "text": label}

    def _wording(self, qid: str, language: str) -> Row:
        return next(row for row in self.wordings[qid] if row["language"] == language)

    def _default(self, qid: str, sqid: str, language: str) -> Row:
        """The value given before any answer; in older files it stands beside the question, once a language."""
        rows = [
            row
            for row in self.tables.get("defaultvalues", ())
            if row.get("qid") == qid and row.get("sqid", "0") == sqid
        ]
        numbers = {row["dvid"] for row in rows if "dvid" in row}
        localised = [row for row in self.tables.get("defaultvalue_l10ns", ()) if row.get("dvid") in numbers]
        for row in (*localised, *rows):
            if row.get("language") == language and row.get("defaultvalue"):
                return {"default": row["defaultvalue"]}
        return {}
