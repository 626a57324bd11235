"""Files of LimeSurvey turned into questionnaires; what ours cannot hold is kept as traits, and said."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from autan.ground.errors import Fault, ImportFileError
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
from autan.survey.limesurvey.core.texts import Wordings, slots_of
from autan.survey.limesurvey.importers.building import Building, name_numbers, write_codes
from autan.survey.limesurvey.importers.groups import READ_TABLES, LimeGroup, gather_groups
from autan.survey.limesurvey.importers.questions import build_question
from autan.survey.limesurvey.importers.relevance import settle_relevance
from autan.survey.limesurvey.importers.text_structure import read_text_structure
from autan.survey.limesurvey.importers.xml import read_lime_archive, read_lime_file
from autan.survey.questionnaires.core.editing import settle_code
from autan.survey.questionnaires.core.questionnaire import ForeignTrait, Question, Questionnaire, Section

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
    code_tables = {**dict.fromkeys(QUESTION_KEYS, codes), "gid": building.section_codes}
    for table, rows in lime_file.tables.items():
        if table in READ_TABLES or table.startswith("themes"):
            continue
        values = [
            {key: code_tables.get(key, {}).get(value, value) for key, value in row.values.items()} for row in rows
        ]
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
    settings = {name: value for name, value in values.items() if name not in left}
    if settings:
        expected = "des réglages de passation qui jouent ici (ceux-ci sont gardés pour LimeSurvey)"
        building.warn(survey.line, "surveys", ", ".join(settings), expected)
        yield ForeignTrait(name=SETTINGS, value=json.dumps(settings, ensure_ascii=False))
    left |= {table for table in lime_file.tables if table.startswith("themes")}
    if left:
        expected = "rien sur le serveur ni sur ses personnes (ceci n’est pas repris)"
        building.warn(survey.line, "surveys", ", ".join(sorted(left)), expected)


def _wordings(lime_file: LimeFile, building: Building) -> Iterator[ForeignTrait]:
    names: dict[str, None] = {}
    rows = lime_file.rows("surveys_languagesettings")
    for row in rows:
        texts = {name: value for name, value in row.values.items() if value and name not in _NOT_WORDINGS}
        names |= dict.fromkeys(texts)
        if texts:
            language = row.get("surveyls_language")
            yield ForeignTrait(name=f"{WORDINGS}.{language}", value=json.dumps(texts, ensure_ascii=False))
    if names:
        expected = "des messages et des formats qui servent ici (ceux-ci sont gardés pour LimeSurvey)"
        building.warn(rows[0].line, "surveys_languagesettings", ", ".join(names), expected)


def read_limesurvey(data: bytes, file: str, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a survey, a group or a question of LimeSurvey, with what ours does not hold as warnings.

    A questionnaire that does not say when it was made is given the day `version`.

    Raises ImportFileError: see `read_lime_file`; also for no question, no language, or a code used twice.
    """
    return build_questionnaire(read_lime_file(data, file), file, version=version)


def read_lime_text(data: bytes, file: str, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a survey that LimeSurvey wrote as tab-separated text (.txt).

    Raises ImportFileError: see `read_text_structure`; also for no question, no language, or a code used twice.
    """
    return build_questionnaire(read_text_structure(data, file), file, version=version)


def read_archived_structure(data: bytes, file: str, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Return the questionnaire of an archive (`.lsa`), which holds answers too."""
    name, structure = read_lime_archive(data, file).structure
    return read_limesurvey(structure, f"{file}/{name}", version)


def build_questionnaire(lime_file: LimeFile, file: str, *, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Turn the tables of a file into a questionnaire, with what it does not hold.

    Raises ImportFileError: no question, no language, or a code used twice.
    """
    faults: list[Fault] = []
    survey = next(iter(lime_file.rows("surveys")), LimeRow(values={}, line=1))
    languages = [language for language in lime_file.languages if language]
    languages.sort(key=lambda language: language != survey.get("language"))  # that of the survey first
    groups = gather_groups(lime_file)
    if write_codes(lime_file, name_numbers(groups)):
        groups = gather_groups(lime_file)
    if not languages:
        faults.append(Fault(column="languages", expected="au moins une langue"))
    if not any(group.questions for group in groups):
        faults.append(Fault(column="questions", expected="au moins une question"))
    faults += _repeated_codes(groups)
    if faults:
        raise ImportFileError(file, faults)
    has_points = survey.get("assessments") in {"Y", "I"}
    building = Building(wordings=Wordings(slots=slots_of(languages)), has_points=has_points)
    _warn_of_languages(building, languages)
    sections = _build_sections(groups, building)
    title, note, traits = survey_texts(lime_file, building)
    sid = survey.get("sid") or next((row.get("sid") for row in lime_file.rows("questions") if row.get("sid")), "")
    identity = {"languages": " ".join(languages), "sid": sid}
    known = [ForeignTrait(name=name, value=value) for name, value in identity.items() if value]
    questionnaire = Questionnaire(
        slug=f"limesurvey_{sid}",
        version=_day(survey.get("datecreated")) or version,
        title=title if title.fr else sections[0].title,
        note=note,
        sections=sections,
        lists=tuple(building.lists.values()),
        kept=(*known, *traits, *unmapped_traits(lime_file, survey, building)),
    )
    return questionnaire, tuple(building.warnings)


def _warn_of_languages(building: Building, languages: list[str]) -> None:
    slots = building.wordings.slots
    first = languages[0]
    if slots[next(iter(slots))] == "fr" and not any(code.partition("-")[0] == "fr" for code in languages):
        building.warn(1, "languages", first, "des textes français (ceux de la langue de base en tiennent lieu)")
    if others := ", ".join(code for code in languages if code not in slots):
        building.warn(1, "languages", others, "des textes en français et en anglais ; les autres sont gardés")


def _repeated_codes(groups: list[LimeGroup]) -> list[Fault]:
    faults, seen = [], set()
    for question in (question for group in groups for question in group.questions):
        if question.code in seen:
            faults.append(_repeated_fault(question.row.line, question.code, question.code))
        seen.add(question.code)
        for options in (*question.answers.values(), *question.parts.values()):
            counts = Counter(option.code for option in options)
            lines = {option.code: option.line for option in options}
            faults += [_repeated_fault(lines[code], question.code, code) for code, count in counts.items() if count > 1]
    return faults


def _repeated_fault(line: int, place: str, code: str) -> Fault:
    return Fault(row=line, column=place, value=code, expected="un code employé une seule fois")


def _build_sections(groups: list[LimeGroup], building: Building) -> tuple[Section, ...]:
    filled = [group for group in groups if group.questions]
    for group in groups:
        if not group.questions:
            building.warn(
                group.row.line,
                Sentence("groupe {gid}", gid=group.row.get("gid")),
                None,
                "un groupe qui a des questions",
            )
    built = [[build_question(question, building) for question in group.questions] for group in filled]
    relevant = settle_relevance(filled, built, building)
    return tuple(_build_section(group, questions, building) for group, questions in zip(filled, relevant, strict=True))


def _build_section(group: LimeGroup, questions: list[Question], building: Building) -> Section:
    names, intros = group.texts.get("group_name", {}), group.texts.get("description", {})
    traits = [*building.wordings.kept("title", names), *building.wordings.kept("intro", intros)]
    traits += building.section_traits.get(group.row.get("gid"), [])
    if group.row.get("randomization_group"):
        traits.append(ForeignTrait(name="randomization_group", value=group.row.get("randomization_group")))
        building.warn(group.row.line, "randomization_group", None, "un ordre fixe des sections")
    building.warn_of_texts(group.row.line, "groupe", names, intros)
    code = settle_code("section", building.codes, prefix="section")
    building.section_codes[group.row.get("gid")] = code
    return Section(
        code=code,
        title=building.wordings.text(names, default=code),
        intro=building.wordings.text(intros),
        questions=tuple(questions),
        kept=tuple(traits),
    )


def _day(text: str) -> date | None:
    match = re.match(r"\d{4}-\d{2}-\d{2}", text)
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None
