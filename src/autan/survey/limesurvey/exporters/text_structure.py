"""Questionnaires written as the tab-separated structure that LimeSurvey imports (.txt).

Rows come language by language, as in the files of LimeSurvey, which counts places from row to row; an attribute without
language stands in the first one. What this format does not hold is listed by `losses.list_text_losses`.
"""

import csv
import io
from collections.abc import Iterator

from autan.survey.limesurvey.core.layout import ANSWER, COLUMNS, GROUP, KEPT, PART, QUESTION, RowClass
from autan.survey.limesurvey.core.tables import rows_by
from autan.survey.limesurvey.exporters.survey_tables import Row, SurveyTables, build_survey_tables
from autan.survey.questionnaires.core.questionnaire import Questionnaire

_NOT_WORDINGS = frozenset({"surveyls_survey_id", "surveyls_language"})


def write_text_structure(questionnaire: Questionnaire) -> str:
    """Return the text of a .txt file; headings first, quotes around the cells that need them.

    Raises:
        DomainError: a kept table no longer holds rows.
    """
    rows = list(_Rows(build_survey_tables(questionnaire)).every())
    attributes = sorted({name for row in rows for name in row}.difference(COLUMNS))
    text = io.StringIO()
    writer = csv.DictWriter(text, (*COLUMNS, *attributes), delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


class _Rows:
    """Gives the rows of one survey in order, from its tables."""

    def __init__(self, survey: SurveyTables) -> None:
        self.languages, self.tables = survey.languages, survey.tables
        self.attributes = rows_by(self.tables["question_attributes"], "qid")
        self.held = {found.name: rows_by(self.tables[found.table], found.holder) for found in (QUESTION, PART, ANSWER)}
        self.wordings = {
            found.name: {(row[found.key], row["language"]): row for row in self.tables[found.wordings]}
            for found in (GROUP, QUESTION, PART, ANSWER)
        }

    def every(self) -> Iterator[Row]:
        """Settings, texts of the survey, groups with what they hold in each language, then rows kept as they were."""
        yield from ({"class": "S", "name": name, "text": text} for name, text in self.tables["surveys"][0].items())
        for wording in self.tables["surveys_languagesettings"]:
            texts = {name: text for name, text in wording.items() if text and name not in _NOT_WORDINGS}
            shared = {"class": "SL", "language": wording["surveyls_language"]}
            yield from ({**shared, "name": name, "text": text} for name, text in texts.items())
        for language in self.languages:
            for group in self.tables["groups"]:
                yield self._row(GROUP, group, language)
                for question in self.held["Q"].get(group["gid"], ()):
                    yield from self._question(question, language)
        for table, rows in self.tables.items():
            if table.startswith(KEPT):
                yield from ({k.replace("type_scale", "type/scale"): cell for k, cell in row.items()} for row in rows)

    def _row(self, found: RowClass, item: Row, language: str) -> Row:
        wording = self.wordings[found.name][item[found.key], language]
        return {
            "id": item[found.key],
            "class": found.name,
            "language": language,
            **{column: item.get(name, "") for name, column in found.columns.items()},
            **{column: wording[name] for name, column in found.texts.items()},
        }

    def _question(self, question: Row, language: str) -> Iterator[Row]:
        qid, first = question["qid"], self.languages[0]
        wanted = {language, ""} if language == first else {language}
        own = self.attributes.get(qid, ())
        settings = {each["attribute"]: each["value"] for each in own if each["language"] in wanted}
        yield self._row(QUESTION, question, language) | self._default(qid, "0", language) | settings
        for found in (PART, ANSWER):
            for item in self.held[found.name].get(qid, ()):
                default = self._default(qid, item["qid"], language) if found is PART else {}
                yield {**self._row(found, item, language), "related_id": qid, **default}

    def _default(self, qid: str, sqid: str, language: str) -> Row:
        """The value given before any answer; in older files it stands beside the question, once a language."""
        known = self.tables.get("defaultvalues", ())
        rows = [row for row in known if row.get("qid") == qid and row.get("sqid", "0") == sqid]
        numbers = {row["dvid"] for row in rows if "dvid" in row}
        localised = [row for row in self.tables.get("defaultvalue_l10ns", ()) if row.get("dvid") in numbers]
        for row in (*localised, *rows):
            if row.get("language") == language and row.get("defaultvalue"):
                return {"default": row["defaultvalue"]}
        return {}
