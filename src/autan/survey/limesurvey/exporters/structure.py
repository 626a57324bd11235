"""Questionnaires written as the .lss file that LimeSurvey imports."""

import re
from collections.abc import Mapping, Sequence

from autan.ground.errors import DomainError
from autan.survey.limesurvey.exporters.survey_tables import build_survey_tables
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
