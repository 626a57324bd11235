"""What a file of LimeSurvey holds of a survey without a place in ours: kept as traits, and said.

Settings of a run and wordings of its e-mails play no part here: they are kept so that LimeSurvey finds them again.
What names or reaches the people of the other server is not.
"""

import json
from collections.abc import Iterator

from autan.ground.wordings import Sentence, Text
from autan.survey.limesurvey.core.tables import (
    QUESTION_KEYS,
    SETTINGS,
    SURVEY_TEXTS,
    TABLE,
    WORDINGS,
    LimeFile,
    LimeRow,
)
from autan.survey.limesurvey.importers.building import Building
from autan.survey.limesurvey.importers.groups import READ_TABLES
from autan.survey.questionnaires.core.questionnaire import ForeignTrait

_NOT_SETTINGS = frozenset({"sid", "language", "additional_languages", "datecreated", "lastmodified"})
_NOT_WORDINGS = frozenset(
    {"surveyls_survey_id", "surveyls_language", "surveyls_title", "surveyls_description"}
    | {f"surveyls_{name}" for name in SURVEY_TEXTS}
)
_PERSONAL = frozenset(
    {"admin", "adminemail", "faxto", "owner_id", "emailresponseto", "emailnotificationto", "googleanalyticsapikey"}
)
_OF_SERVER = frozenset({"gsid", "active", "tokenencryptionoptions"})


def survey_texts(lime_file: LimeFile, building: Building) -> tuple[Text, Text, list[ForeignTrait]]:
    """Return the title of a survey, its description, and what is kept of its other texts."""
    texts: dict[str, dict[str, str]] = {}
    for row in lime_file.rows("surveys_languagesettings"):
        for column in ("title", "description", *SURVEY_TEXTS):
            if value := row.get(f"surveyls_{column}"):
                texts.setdefault(column, {})[row.get("surveyls_language")] = value
    title, note = texts.get("title", {}), texts.get("description", {})
    traits = [*building.wordings.kept("title", title), *building.wordings.kept("note", note)]
    for column in SURVEY_TEXTS:
        for language, value in texts.get(column, {}).items():
            traits.append(ForeignTrait(name=f"{column}.{language}", value=value))
            building.warn(1, column, language, "un texte sans équivalent, gardé tel quel")
    building.warn_of_texts(1, "surveyls_title", title)
    building.warn_of_texts(1, "surveyls_description", note)
    return building.wordings.text(title), building.wordings.text(note), traits


def unmapped_traits(lime_file: LimeFile, survey: LimeRow, building: Building) -> list[ForeignTrait]:
    """Keep whole the tables, settings and wordings without a place here, and say them."""
    return [*_tables(lime_file, building), *_settings(lime_file, survey, building), *_wordings(lime_file, building)]


def _tables(lime_file: LimeFile, building: Building) -> Iterator[ForeignTrait]:
    """Tables, their questions and sections named by code, as numbers change."""
    rows_of_codes = lime_file.rows("questions", "subquestions")
    titles = {row.get("qid"): row.get("title") for row in rows_of_codes}
    codes = {
        row.get("qid"): "_".join(filter(None, (titles.get(row.get("parent_qid")), row.get("title"))))
        for row in rows_of_codes
    }
    named = {**dict.fromkeys(QUESTION_KEYS, codes), "gid": building.section_codes}
    for table, rows in lime_file.tables.items():
        if table in READ_TABLES or table.startswith("themes"):
            continue
        values = [{key: named.get(key, {}).get(value, value) for key, value in row.values.items()} for row in rows]
        yield ForeignTrait(name=f"{TABLE}{table}", value=json.dumps(values, ensure_ascii=False))
        building.warn(
            rows[0].line,
            table,
            Sentence("{count} lignes", count=len(rows)),
            "un contenu qui a sa place ici (celui-ci est gardé)",
        )


def _settings(lime_file: LimeFile, survey: LimeRow, building: Building) -> Iterator[ForeignTrait]:
    values = {name: value for name, value in survey.values.items() if value and name not in _NOT_SETTINGS}
    left = {name for name in values if name in _PERSONAL | _OF_SERVER or name.startswith("bounce")}
    kept = {name: value for name, value in values.items() if name not in left}
    if kept:
        expected = "des réglages de passation qui jouent ici (ceux-ci sont gardés pour LimeSurvey)"
        building.warn(survey.line, "surveys", ", ".join(kept), expected)
        yield ForeignTrait(name=SETTINGS, value=json.dumps(kept, ensure_ascii=False))
    left |= {table for table in lime_file.tables if table.startswith("themes")}
    if left:
        expected = "rien sur le serveur ni sur ses personnes (ceci n’est pas repris)"
        building.warn(survey.line, "surveys", ", ".join(sorted(left)), expected)


def _wordings(lime_file: LimeFile, building: Building) -> Iterator[ForeignTrait]:
    names: dict[str, None] = {}
    rows = lime_file.rows("surveys_languagesettings")
    for row in rows:
        kept = {name: value for name, value in row.values.items() if value and name not in _NOT_WORDINGS}
        names |= dict.fromkeys(kept)
        if kept:
            language = row.get("surveyls_language")
            yield ForeignTrait(name=f"{WORDINGS}.{language}", value=json.dumps(kept, ensure_ascii=False))
    if names:
        expected = "des messages et des formats qui servent ici (ceux-ci sont gardés pour LimeSurvey)"
        building.warn(rows[0].line, "surveys_languagesettings", ", ".join(names), expected)
