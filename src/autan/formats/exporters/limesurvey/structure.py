"""How is a questionnaire written as an .lss file that LimeSurvey imports?

Tables follow version 641 of its database, with texts in `*_l10ns` tables. What such a file does not hold is listed
by `letters.list_losses`.
"""

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from autan.errors import DomainError
from autan.evidence.core.texts import Text
from autan.formats.exporters.limesurvey.letters import letter_of, rename_codes
from autan.formats.exporters.limesurvey.rules import say_rule
from autan.formats.exporters.limesurvey.xml import write_document
from autan.formats.importers.limesurvey.kept import SETTINGS, WORDINGS
from autan.formats.importers.limesurvey.texts import LONGEST_ANSWER, LONGEST_CODE, slots_of, to_html
from autan.formats.importers.limesurvey.types import FIXED_LISTS, THEMES
from autan.questionnaires.core.kinds import QuestionKind, Requirement
from autan.questionnaires.core.questionnaire import (
    OTHER,
    ChoiceList,
    ForeignTrait,
    Question,
    Questionnaire,
    Section,
)

DB_VERSION = 641
_TABLES = (
    *("answers", "answer_l10ns", "groups", "group_l10ns", "questions", "subquestions", "question_l10ns"),
    *("question_attributes", "surveys", "surveys_languagesettings"),
)
_QUESTION_KEYS = frozenset({"qid", "sqid", "cqid", "targetqid", "targetsqid"})
_SYMBOLS = {"EUR": "€", "kEUR": "k€", "MEUR": "M€", "pct": "%"}
_MANDATORY = {Requirement.HARD: "Y", Requirement.SOFT: "S", None: "N"}
_SURVEY_TEXT = re.compile(r"(welcometext|endtext|policy_notice|policy_notice_label|policy_error|alias)\.(.+)")


def write_limesurvey(questionnaire: Questionnaire) -> str:
    """Return the text of an .lss file.

    Raises:
        DomainError: a kept table has a name that cannot stand in XML.
    """
    languages, tables = build_lime_tables(questionnaire)
    return write_document(languages, tables, version=DB_VERSION)


def build_lime_tables(questionnaire: Questionnaire) -> tuple[list[str], dict[str, list[dict[str, str]]]]:
    """Return the languages of a survey, the first one first, and the rows of its tables, by name.

    Raises:
        DomainError: a kept table no longer holds rows.
    """
    writing = _Writing(questionnaire)
    for rank, section in enumerate(questionnaire.sections, start=1):
        writing.add_section(section, rank)
    writing.add_survey()
    writing.add_kept_tables()
    return writing.languages, writing.tables


def _lookup(traits: Sequence[ForeignTrait]) -> dict[str, str]:
    return {trait.name: trait.value for trait in traits}


@dataclass(slots=True)
class _Writing:
    """The tables of one file, as they grow."""

    questionnaire: Questionnaire
    tables: dict[str, list[dict[str, str]]] = field(default_factory=lambda: {table: [] for table in _TABLES})
    languages: list[str] = field(default_factory=list)
    slots: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    section_ids: dict[str, str] = field(default_factory=dict)
    next_id: int = 0

    def __post_init__(self) -> None:
        kept = _lookup(self.questionnaire.kept)
        asked = self.questionnaire.questions
        has_english = any(question.text.en for question in asked)
        self.languages = kept.get("languages", "fr en" if has_english else "fr").split()
        self.slots = slots_of(self.languages)
        self.questions = {question.code: question for question in asked}
        wanted = {question.code: _lookup(question.kept).get("code", "") for question in asked}
        self.codes = rename_codes(list(wanted), wanted, longest=LONGEST_CODE)

    @property
    def sid(self) -> str:
        """The survey's number: as it was read, else one drawn from the name."""
        drawn = 100_000 + zlib.crc32(self.questionnaire.slug.encode()) % 900_000
        return _lookup(self.questionnaire.kept).get("sid") or str(drawn)

    def new_id(self) -> str:
        """Give the next number; rows are linked by them inside the file only."""
        self.next_id += 1
        return str(self.next_id)

    def by_language(self, text: Text, kept: dict[str, str], name: str) -> dict[str, str]:
        """Give a wording in each language of the file."""
        ours = {"fr": text.fr, "en": text.en}
        return {
            language: kept.get(f"{name}.{language}", to_html(ours.get(self.slots.get(language, ""), "")))
            for language in self.languages
        }

    def add_section(self, section: Section, rank: int) -> None:
        """Write a group and its questions."""
        kept = _lookup(section.kept)
        gid = self.section_ids[section.code] = self.new_id()
        names = self.by_language(section.title, kept, "title")
        intros = self.by_language(section.intro, kept, "intro")
        self.tables["groups"].append(
            {
                "gid": gid,
                "sid": self.sid,
                "group_order": str(rank),
                "randomization_group": kept.get("randomization_group", ""),
                "grelevance": kept.get("relevance", ""),
            }
        )
        for language in self.languages:
            row = {"id": self.new_id(), "gid": gid, "group_name": names[language], "description": intros[language]}
            self.tables["group_l10ns"].append({**row, "language": language})
        for order, question in enumerate(section.questions, start=1):
            self.add_question(question, gid, order)

    def add_question(self, question: Question, gid: str, order: int) -> None:
        """Write a question, its options, its attributes."""
        kept, letter = _lookup(question.kept), letter_of(question)
        qid = self._add_row(
            "questions",
            gid=gid,
            code=self.codes[question.code],
            order=order,
            type=letter,
            preg=kept.get("preg", ""),
            other="Y" if question.allows_other else kept.get("other", "N"),
            mandatory=_MANDATORY[question.requirement],
            encrypted=kept.get("encrypted", "N"),
            relevance=self._relevance(question, kept),
            question_theme_name=kept.get("theme") or THEMES.get(letter, ""),
        )
        self.ids[self.codes[question.code]] = qid
        texts = self.by_language(question.text, kept, "text")
        helps = self.by_language(question.help, kept, "help")
        for language in self.languages:
            script = kept.get(f"script.{language}", "")
            self._add_wording(qid, language, texts[language], helps[language], script)
        self._add_options(question, letter, qid, gid)
        self._add_attributes(question, kept, qid)

    def _relevance(self, question: Question, kept: dict[str, str]) -> str:
        if question.relevance:
            return f"({say_rule(question.relevance, self.questions, self._name)})"
        return kept.get("relevance", "1")

    def _name(self, question: str, choice: str) -> str:
        if not choice or choice == OTHER:
            return choice or self.codes[question]
        found = self.questions[question]
        is_part = found.kind is QuestionKind.MULTIPLE
        fixed = FIXED_LISTS.get(letter_of(found))
        choices = fixed or found.choices
        return self._option_codes(choices, is_part=is_part)[choice] if choices else choice

    def _option_codes(self, items: ChoiceList, *, is_part: bool) -> dict[str, str]:
        kept = _lookup(items.kept)
        wanted = {code: kept.get(f"{code}.code", "") for code in items.codes}
        return rename_codes(list(wanted), wanted, longest=LONGEST_CODE if is_part else LONGEST_ANSWER)

    def _add_row(self, table: str, *, gid: str, code: str, order: int, **fields: str) -> str:
        qid = self.new_id()
        row = {"qid": qid, "parent_qid": "0", "sid": self.sid, "gid": gid, "title": code, "scale_id": "0"}
        self.tables[table].append({**row, "question_order": str(order), **fields})
        return qid

    def _add_wording(self, qid: str, language: str, text: str, help_text: str = "", script: str = "") -> None:
        row = {"id": self.new_id(), "qid": qid, "question": text, "help": help_text, "script": script}
        self.tables["question_l10ns"].append({**row, "language": language})

    def _add_options(self, question: Question, letter: str, qid: str, gid: str) -> None:
        parent = (self.codes[question.code], qid, gid)
        if question.rows:
            self._add_parts(question.rows, parent)
        if letter in FIXED_LISTS:
            return
        if question.kind in {QuestionKind.MULTIPLE, QuestionKind.SPLIT} and question.choices:
            self._add_parts(question.choices, parent)
        elif question.choices:
            self._add_answers(question.choices, qid, "0")
        if question.kind is QuestionKind.MATRIX:
            self._add_matrix(question, letter, parent)

    def _add_matrix(self, question: Question, letter: str, parent: tuple[str, str, str]) -> None:
        if letter in ":;":
            self._add_columns(question, parent)
            return
        for scale, column in enumerate(question.columns):
            if column.choices:
                self._add_answers(column.choices, parent[1], str(scale))

    def _add_answers(self, items: ChoiceList, qid: str, scale: str) -> None:
        kept, codes = _lookup(items.kept), self._option_codes(items, is_part=False)
        for order, choice in enumerate(items.choices):
            aid = self.new_id()
            row = {"aid": aid, "qid": qid, "code": codes[choice.code], "sortorder": str(order), "scale_id": scale}
            self.tables["answers"].append({**row, "assessment_value": kept.get(f"{choice.code}.weight", "0")})
            for language, label in self.by_language(choice.label, kept, f"{choice.code}.label").items():
                self.tables["answer_l10ns"].append(
                    {"id": self.new_id(), "aid": aid, "answer": label, "language": language}
                )

    def _add_parts(self, items: ChoiceList, parent: tuple[str, str, str]) -> None:
        kept, codes = _lookup(items.kept), self._option_codes(items, is_part=True)
        for order, choice in enumerate(items.choices):
            labels = self.by_language(choice.label, kept, f"{choice.code}.label")
            relevance = kept.get(f"{choice.code}.relevance", "1")
            self._add_part(codes[choice.code], labels, parent, order=order, scale="0", relevance=relevance)

    def _add_columns(self, question: Question, parent: tuple[str, str, str]) -> None:
        kept = _lookup(question.kept)
        wanted = {column.code: kept.get(f"column.{column.code}.code", "") for column in question.columns}
        codes = rename_codes(list(wanted), wanted, longest=LONGEST_CODE)
        for order, column in enumerate(question.columns):
            labels = self.by_language(column.text, kept, f"column.{column.code}.label")
            relevance = kept.get(f"column.{column.code}.relevance", "1")
            self._add_part(codes[column.code], labels, parent, order=order, scale="1", relevance=relevance)

    def _add_part(
        self,
        code: str,
        labels: dict[str, str],
        parent: tuple[str, str, str],
        *,
        order: int,
        scale: str,
        relevance: str,
    ) -> None:
        name, qid, gid = parent
        part = self._add_row(
            "subquestions",
            gid=gid,
            code=code,
            order=order,
            type="T",
            parent_qid=qid,
            scale_id=scale,
            relevance=relevance,
        )
        self.ids.setdefault(f"{name}_{code}", part)
        for language, label in labels.items():
            self._add_wording(part, language, label)

    def _add_attributes(self, question: Question, kept: dict[str, str], qid: str) -> None:
        given = {
            name.removeprefix("attribute."): value for name, value in kept.items() if name.startswith("attribute.")
        }
        for address, value in (_derived(question, self.languages) | given).items():
            name, _, language = address.partition(".")
            row = {"qid": qid, "attribute": name, "value": value, "language": language}
            self.tables["question_attributes"].append(row)

    def add_survey(self) -> None:
        """Write what is said of the survey as a whole."""
        kept = _lookup(self.questionnaire.kept)
        row = {"sid": self.sid, "language": self.languages[0], "additional_languages": " ".join(self.languages[1:])}
        settings = _read_object(SETTINGS, kept.get(SETTINGS, "{}"))
        self.tables["surveys"].append(
            {**row, **settings, "datecreated": f"{self.questionnaire.version.isoformat()} 00:00:00"}
        )
        titles = self.by_language(self.questionnaire.title, kept, "title")
        notes = self.by_language(self.questionnaire.note, kept, "note")
        others = [(match.groups(), value) for name, value in kept.items() if (match := _SURVEY_TEXT.fullmatch(name))]
        for language in self.languages:
            row = {"surveyls_survey_id": self.sid, "surveyls_language": language}
            row |= {"surveyls_title": titles[language], "surveyls_description": notes[language]}
            row |= {f"surveyls_{column}": value for (column, code), value in others if code == language}
            row |= _read_object(f"{WORDINGS}.{language}", kept.get(f"{WORDINGS}.{language}", "{}"))
            self.tables["surveys_languagesettings"].append(row)

    def add_kept_tables(self) -> None:
        """Write back the tables that were kept whole, with the new numbers of their questions."""
        for name, value in _lookup(self.questionnaire.kept).items():
            if name.startswith("table."):
                self.tables[name.removeprefix("table.")] = [
                    {key: self._number(key, cell) for key, cell in row.items()} for row in _read_rows(name, value)
                ]

    def _number(self, key: str, cell: str) -> str:
        """The new number of a question or a section named by its code; any other cell as it is."""
        known = self.ids if key in _QUESTION_KEYS else self.section_ids if key == "gid" else {}
        return known.get(cell, cell)


def _read_object(name: str, value: str) -> dict[str, str]:
    """Columns kept of one row, which stand beside our own."""
    return _read_rows(name, f"[{value}]")[0]


def _read_rows(name: str, value: str) -> list[dict[str, str]]:
    """Rows of a kept table; they were written by the reader, unless a hand changed them since."""
    try:
        rows = json.loads(value)
    except ValueError:
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = f"the kept trait {name!r} no longer holds the rows of a table"
        raise DomainError(message)
    return [{str(key): str(cell) for key, cell in row.items()} for row in rows]


def _derived(question: Question, languages: Sequence[str]) -> dict[str, str]:
    """Attributes that say our bounds, units and totals."""
    kind, found = question.kind, {}
    if kind in {QuestionKind.NUMBER, QuestionKind.PERCENTAGE, QuestionKind.YEAR, QuestionKind.SCALE}:
        for name, bound in (("min_num_value_n", question.bounds.low), ("max_num_value_n", question.bounds.high)):
            if bound is not None:
                found[name] = str(bound)
    if kind in {QuestionKind.YEAR, QuestionKind.SCALE}:
        found["num_value_int_only"] = "1"
    unit = "pct" if kind is QuestionKind.PERCENTAGE else question.unit
    if unit not in {"", "count"}:
        found |= {f"suffix.{language}": _SYMBOLS.get(unit, unit) for language in languages}
    if kind is QuestionKind.SPLIT:
        found["equals_num_value"] = "100"
    return {} if letter_of(question) == "5" else found
