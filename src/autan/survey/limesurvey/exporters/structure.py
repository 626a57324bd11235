"""Questionnaires written as the .lss file or the tab-separated structure that LimeSurvey imports."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from autan.ground.errors import DomainError
from autan.survey.limesurvey.core.tables import ANSWER, COLUMNS, GROUP, KEPT, PART, QUESTION, RowClass, rows_by
from autan.survey.limesurvey.exporters.survey_tables import Row, SurveyTables, build_survey_tables
from autan.survey.questionnaires.core.questionnaire import Questionnaire

DB_VERSION = 641
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_limesurvey(questionnaire: Questionnaire) -> str:
    """Return the text of an .lss file.

    Raises DomainError: a kept table has a name that cannot stand in XML, or no longer holds rows.
    """
    survey = build_survey_tables(questionnaire)
    return write_document(survey.languages, survey.tables)


def write_document(languages: Sequence[str], tables: Mapping[str, Sequence[Mapping[str, str]]]) -> str:
    """Return the text of a survey document; tables without a row are left out.

    Raises DomainError: the name of a table or of a column cannot stand in XML.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<document>"]
    lines += [" <LimeSurveyDocType>Survey</LimeSurveyDocType>", f" <DBVersion>{DB_VERSION}</DBVersion>", " <languages>"]
    lines += [f"  <language>{_cdata(language)}</language>" for language in languages]
    lines.append(" </languages>")
    for table, rows in tables.items():
        if rows:
            lines += _table(_name(table), rows)
    return "\n".join([*lines, "</document>", ""])


def _table(table: str, rows: Sequence[Mapping[str, str]]) -> list[str]:
    columns = list(dict.fromkeys(_name(column) for row in rows for column in row))
    lines = [f" <{table}>", "  <fields>"]
    lines += [f"   <fieldname>{column}</fieldname>" for column in columns]
    lines += ["  </fields>", "  <rows>"]
    for row in rows:
        lines.append("   <row>")
        lines += [f"    <{name}>{_cdata(text)}</{name}>" if text else f"    <{name}/>" for name, text in row.items()]
        lines.append("   </row>")
    return [*lines, "  </rows>", f" </{table}>"]


def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        message = f"{name!r} cannot name a table or a column of an XML document"
        raise DomainError(message)
    return name


def _cdata(text: str) -> str:
    """Text as character data; signs that XML forbids are left out."""
    return f"<![CDATA[{_FORBIDDEN.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"


_NOT_WORDINGS = frozenset({"surveyls_survey_id", "surveyls_language"})


def write_text_structure(questionnaire: Questionnaire) -> str:
    """Return the text of a .txt file; headings first, quotes around the cells that need them.

    Raises DomainError: a kept table no longer holds rows.
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
        self.by_holder = {
            row_class.name: rows_by(self.tables[row_class.table], row_class.holder)
            for row_class in (QUESTION, PART, ANSWER)
        }
        self.wordings = {
            row_class.name: {(row[row_class.key], row["language"]): row for row in self.tables[row_class.wordings]}
            for row_class in (GROUP, QUESTION, PART, ANSWER)
        }

    def every(self) -> Iterator[Row]:
        """Settings, texts of the survey, groups with what they hold in each language, then rows kept as they were."""
        yield from ({"class": "S", "name": name, "text": text} for name, text in self.tables["surveys"][0].items())
        for wording in self.tables["surveys_languagesettings"]:
            settings = {name: text for name, text in wording.items() if text and name not in _NOT_WORDINGS}
            shared = {"class": "SL", "language": wording["surveyls_language"]}
            yield from ({**shared, "name": name, "text": text} for name, text in settings.items())
        for language in self.languages:
            for group in self.tables["groups"]:
                yield self._row(GROUP, group, language)
                for question in self.by_holder["Q"].get(group["gid"], ()):
                    yield from self._question(question, language)
        for table, rows in self.tables.items():
            if table.startswith(KEPT):
                yield from ({k.replace("type_scale", "type/scale"): cell for k, cell in row.items()} for row in rows)

    def _row(self, row_class: RowClass, item: Row, language: str) -> Row:
        wording = self.wordings[row_class.name][item[row_class.key], language]
        return {
            "id": item[row_class.key],
            "class": row_class.name,
            "language": language,
            **{column: item.get(name, "") for name, column in row_class.columns.items()},
            **{column: wording[name] for name, column in row_class.texts.items()},
        }

    def _question(self, question: Row, language: str) -> Iterator[Row]:
        qid, first = question["qid"], self.languages[0]
        languages = {language, ""} if language == first else {language}
        attributes = self.attributes.get(qid, ())
        settings = {
            attribute["attribute"]: attribute["value"] for attribute in attributes if attribute["language"] in languages
        }
        yield self._row(QUESTION, question, language) | self._default(qid, "0", language) | settings
        for row_class in (PART, ANSWER):
            for item in self.by_holder[row_class.name].get(qid, ()):
                default = self._default(qid, item["qid"], language) if row_class is PART else {}
                yield {**self._row(row_class, item, language), "related_id": qid, **default}

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
