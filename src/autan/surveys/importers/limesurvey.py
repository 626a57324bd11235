"""How does a LimeSurvey file become a questionnaire? What ours cannot hold is kept as traits, and said."""

import json
import re
from collections import Counter
from datetime import date

from autan.errors import Fault, ImportFileError
from autan.evidence.core.texts import Text
from autan.surveys.core.questionnaire import ForeignTrait, Question, Questionnaire, Section
from autan.surveys.importers.limesurvey_questions import Building, build_question
from autan.surveys.importers.limesurvey_relevance import settle_relevance
from autan.surveys.importers.limesurvey_rows import read_lime_rows
from autan.surveys.importers.limesurvey_tables import READ_TABLES, LimeGroup, gather_groups
from autan.surveys.importers.limesurvey_texts import Wordings, settle_code, slots_of
from autan.surveys.importers.limesurvey_xml import LimeFile, LimeRow, read_lime_file

_SURVEY_TEXTS = ("welcometext", "endtext", "policy_notice", "policy_notice_label", "policy_error", "alias")
_NOT_SETTINGS = frozenset({"sid", "language", "additional_languages", "datecreated", "lastmodified"})
_QUESTION_KEYS = frozenset({"qid", "sqid", "cqid"})


def read_limesurvey(data: bytes, file: str, *, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a survey, a group or a question of LimeSurvey.

    Args:
        data: the whole file (.lss, .lsg or .lsq).
        file: its name, for the errors.
        version: day given to the questionnaire when the file does not say when it was made.

    Returns:
        The questionnaire, and what it does not hold or holds otherwise, as warnings with their place.

    Raises:
        ImportFileError: see `read_lime_file`; also for no question, no language, or a code used twice.
    """
    return build_questionnaire(read_lime_file(data, file), file, version=version)


def read_lime_text(data: bytes, file: str, *, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a survey that LimeSurvey wrote as tab-separated text (.txt).

    Args:
        data: the whole file.
        file: its name, for the errors.
        version: day given to the questionnaire when the file does not say when it was made.

    Raises:
        ImportFileError: see `read_lime_rows`; also for no question, no language, or a code used twice.
    """
    return build_questionnaire(read_lime_rows(data, file), file, version=version)


def build_questionnaire(found: LimeFile, file: str, *, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Turn the tables of a file into a questionnaire, with what it does not hold.

    Args:
        found: the tables.
        file: name of the file, for the errors.
        version: day given to the questionnaire when the file does not say when it was made.

    Raises:
        ImportFileError: no question, no language, or a code used twice.
    """
    faults: list[Fault] = []
    survey = next(iter(found.rows("surveys")), LimeRow(values={}, line=1))
    languages = _languages(found, survey)
    groups = gather_groups(found)
    if not languages:
        faults.append(Fault(column="languages", expected="au moins une langue"))
    if not any(group.questions for group in groups):
        faults.append(Fault(column="questions", expected="au moins une question"))
    faults += _repeated_codes(groups)
    if faults:
        raise ImportFileError(file, faults)
    building = Building(wordings=Wordings(slots=slots_of(languages)))
    _warn_of_languages(building, languages)
    sections = _build_sections(groups, building)
    title, note, kept = _survey_texts(found, building)
    questionnaire = Questionnaire(
        slug=f"limesurvey_{survey.get('sid') or _first_sid(found)}",
        version=_day(survey.get("datecreated")) or version,
        title=title if title.fr else sections[0].title,
        note=note,
        sections=sections,
        lists=tuple(building.lists.values()),
        kept=(*_identity(found, survey, languages), *kept, *_leftovers(found, survey, building)),
    )
    return questionnaire, tuple(building.warnings)


def _languages(found: LimeFile, survey: LimeRow) -> list[str]:
    base = survey.get("language")
    languages = [language for language in found.languages if language]
    if base in languages:
        languages.remove(base)
        languages.insert(0, base)
    return languages


def _warn_of_languages(building: Building, languages: list[str]) -> None:
    slots = building.wordings.slots
    first = languages[0]
    if slots[next(iter(slots))] == "fr" and not any(code.partition("-")[0] == "fr" for code in languages):
        building.warn(1, "languages", first, "des textes français (ceux de la langue de base en tiennent lieu)")
    if others := [code for code in languages if code not in slots]:
        building.warn(
            1, "languages", ", ".join(others), "des textes en français et en anglais ; les autres sont gardés"
        )


def _repeated_codes(groups: list[LimeGroup]) -> list[Fault]:
    faults, seen = [], set()
    for question in (question for group in groups for question in group.questions):
        if question.code in seen:
            faults.append(_repeated(question.row.line, question.code, question.code))
        seen.add(question.code)
        for options in (*question.answers.values(), *question.parts.values()):
            counts = Counter(option.code for option in options)
            lines = {option.code: option.line for option in options}
            faults += [_repeated(lines[code], question.code, code) for code, count in counts.items() if count > 1]
    return faults


def _repeated(line: int, place: str, code: str) -> Fault:
    return Fault(row=line, column=place, value=code, expected="un code employé une seule fois")


def _build_sections(groups: list[LimeGroup], building: Building) -> tuple[Section, ...]:
    asked = [group for group in groups if group.questions]
    for group in groups:
        if not group.questions:
            building.warn(group.row.line, f"groupe {group.row.get('gid')}", None, "un groupe qui a des questions")
    built = [[build_question(question, building) for question in group.questions] for group in asked]
    relevant = settle_relevance(asked, built, building)
    return tuple(_build_section(group, questions, building) for group, questions in zip(asked, relevant, strict=True))


def _build_section(group: LimeGroup, questions: list[Question], building: Building) -> Section:
    names, intros = group.texts.get("group_name", {}), group.texts.get("description", {})
    traits = [*building.wordings.kept("title", names), *building.wordings.kept("intro", intros)]
    traits += building.section_traits.get(group.row.get("gid"), [])
    if group.row.get("randomization_group"):
        traits.append(ForeignTrait(name="randomization_group", value=group.row.get("randomization_group")))
        building.warn(group.row.line, "randomization_group", None, "un ordre fixe des sections")
    code = settle_code("section", building.codes, prefix="section")
    return Section(
        code=code,
        title=building.wordings.text(names, default=code),
        intro=building.wordings.text(intros),
        questions=tuple(questions),
        kept=tuple(traits),
    )


def _survey_texts(found: LimeFile, building: Building) -> tuple[Text, Text, list[ForeignTrait]]:
    texts: dict[str, dict[str, str]] = {}
    for row in found.rows("surveys_languagesettings"):
        for column in ("title", "description", *_SURVEY_TEXTS):
            if value := row.get(f"surveyls_{column}"):
                texts.setdefault(column, {})[row.get("surveyls_language")] = value
    title, note = texts.get("title", {}), texts.get("description", {})
    traits = [*building.wordings.kept("title", title), *building.wordings.kept("note", note)]
    for column in _SURVEY_TEXTS:
        for language, value in texts.get(column, {}).items():
            traits.append(ForeignTrait(name=f"{column}.{language}", value=value))
            building.warn(1, column, language, "un texte sans équivalent, gardé tel quel")
    return building.wordings.text(title), building.wordings.text(note), traits


def _identity(found: LimeFile, survey: LimeRow, languages: list[str]) -> list[ForeignTrait]:
    sid = survey.get("sid") or _first_sid(found)
    traits = [ForeignTrait(name="languages", value=" ".join(languages))]
    return [*traits, ForeignTrait(name="sid", value=sid)] if sid else traits


def _leftovers(found: LimeFile, survey: LimeRow, building: Building) -> list[ForeignTrait]:
    """Tables without a place here are kept whole, their questions named by code; settings of a run are only said."""
    rows_of_codes = found.rows("questions", "subquestions")
    titles = {row.get("qid"): row.get("title") for row in rows_of_codes}
    codes = {
        row.get("qid"): "_".join(filter(None, (titles.get(row.get("parent_qid")), row.get("title"))))
        for row in rows_of_codes
    }
    traits = []
    for table, rows in found.tables.items():
        if table in READ_TABLES or table.startswith("themes"):
            continue
        values = [
            {key: codes.get(value, value) if key in _QUESTION_KEYS else value for key, value in row.values.items()}
            for row in rows
        ]
        traits.append(ForeignTrait(name=f"table.{table}", value=json.dumps(values, ensure_ascii=False)))
        building.warn(rows[0].line, table, f"{len(rows)} lignes", "un contenu qui a sa place ici (celui-ci est gardé)")
    settings = [name for name, value in survey.values.items() if value and name not in _NOT_SETTINGS]
    if settings:
        building.warn(survey.line, "surveys", ", ".join(settings), "les réglages de la passation ne sont pas repris")
    return traits


def _first_sid(found: LimeFile) -> str:
    return next((row.get("sid") for row in found.rows("questions") if row.get("sid")), "")


def _day(text: str) -> date | None:
    match = re.match(r"\d{4}-\d{2}-\d{2}", text)
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None
