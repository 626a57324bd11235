"""Tables of LimeSurvey that hold a questionnaire; they follow version 641 of its database.

What such tables do not hold is listed by `losses.list_losses`.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from autan.ground.errors import DomainError, Fault
from autan.ground.wordings import Text
from autan.survey.formats.core.foreign_traits import trait_values
from autan.survey.limesurvey.core.limits import COLUMNS, alone, column_label, lines_of, needs_columns, write_limits
from autan.survey.limesurvey.core.rules import write_equation
from autan.survey.limesurvey.core.tables import (
    ANSWER,
    GROUP,
    PART,
    QUESTION,
    QUESTION_KEYS,
    SETTINGS,
    SURVEY_TEXTS,
    TABLE,
    WORDINGS,
    RowClass,
)
from autan.survey.limesurvey.core.texts import slots_of, to_html
from autan.survey.limesurvey.core.types import LimeType, choice_codes, column_codes, question_codes, type_of_question
from autan.survey.questionnaires.core.kinds import QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import OTHER, ChoiceList, Question, Questionnaire, Section
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire

K = QuestionKind
_ITEMS = (ANSWER, GROUP, QUESTION, PART)
_TABLES = (
    *dict.fromkeys(table for item in _ITEMS for table in (item.table, item.wordings)),
    *("question_attributes", "surveys", "surveys_languagesettings"),
)
_SYMBOLS = {"EUR": "€", "kEUR": "k€", "MEUR": "M€", "pct": "%"}
_MANDATORY = {Requirement.HARD: "Y", Requirement.SOFT: "S", None: "N"}
_AS_PARTS = frozenset({K.MULTIPLE, K.SPLIT})
_NO_REFERENCE = frozenset({"", "0"})

type Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTables:
    """Tables of one survey. `losses`: rows kept of another file that are no longer about anything."""

    languages: list[str]
    tables: dict[str, list[Row]]
    losses: list[Fault]


def build_survey_tables(questionnaire: Questionnaire) -> SurveyTables:
    """Return the tables of a questionnaire. Raises DomainError: a kept table no longer holds rows."""
    writing = _Writing(questionnaire)
    for rank, section in enumerate(questionnaire.sections, start=1):
        writing.add_section(section, rank)
    writing.add_survey()
    writing.add_kept_tables()
    return SurveyTables(languages=writing.languages, tables=writing.tables, losses=writing.losses)


class _Writing:
    """The tables of one survey, as they grow."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.kept = trait_values(questionnaire.kept)
        self.languages = self.kept.get("languages", "fr en" if questionnaire.has_english else "fr").split()
        self.questions = {question.code: question for question in questionnaire.questions}
        self.codes = question_codes(questionnaire)
        drawn = 100_000 + zlib.crc32(questionnaire.slug.encode()) % 900_000
        self.sid = self.kept.get("sid") or str(drawn)
        self.tables: dict[str, list[Row]] = {table: [] for table in _TABLES}
        self.losses: list[Fault] = []
        self.ids: dict[str, str] = {}
        self.section_ids: dict[str, str] = {}
        self.numbers = map(str, count(1))  # rows are linked by them inside the file only

    def _add(self, table: str, **row: str) -> None:
        self.tables[table].append(row)

    def _by_language(self, text: Text, traits: Mapping[str, str], name: str) -> dict[str, str]:
        """A wording in each language of the file."""
        slots, ours = slots_of(self.languages), {"fr": text.fr, "en": text.en, "": ""}
        return {
            language: traits.get(f"{name}.{language}", to_html(ours[slots.get(language, "")]))
            for language in self.languages
        }

    def _add_item(self, row_class: RowClass, values: Row, texts: Mapping[str, Mapping[str, str]]) -> str:
        """An item and its wordings, one a language; return its number."""
        number = next(self.numbers)
        survey = {} if row_class is ANSWER else {"sid": self.sid}
        self._add(row_class.table, **{row_class.key: number, **survey, **values})
        for language in self.languages:
            wordings = {name: by_language.get(language, "") for name, by_language in texts.items()}
            self._add(
                row_class.wordings,
                **{"id": next(self.numbers), row_class.key: number, **wordings, "language": language},
            )
        return number

    def add_section(self, section: Section, rank: int) -> None:
        """Write a group and its questions."""
        traits = trait_values(section.kept)
        values = {
            "group_order": str(rank),
            "randomization_group": traits.get("randomization_group", ""),
            "grelevance": traits.get("relevance", ""),
        }
        texts = {
            "group_name": self._by_language(section.title, traits, "title"),
            "description": self._by_language(section.intro, traits, "intro"),
        }
        gid = self.section_ids[section.code] = self._add_item(GROUP, values, texts)
        for order, question in enumerate(section.questions, start=1):
            self._add_question(question, gid, order)

    def _add_question(self, question: Question, gid: str, order: int) -> None:
        """A question, its options, its attributes."""
        traits, lime_type, code = trait_values(question.kept), type_of_question(question), self.codes[question.code]
        relevance = traits.get("relevance", "1")
        if question.relevance:
            relevance = f"({write_equation(question.relevance, self.questions, self._name)})"
        values: Row = {
            "parent_qid": "0",
            "gid": gid,
            "title": code,
            "scale_id": "0",
            "question_order": str(order),
            "type": lime_type.letter,
            "preg": traits.get("preg", ""),
            "other": "Y" if question.allows_other else traits.get("other", "N"),
            "mandatory": _MANDATORY[question.requirement],
            "encrypted": traits.get("encrypted", "N"),
            "relevance": relevance,
            "question_theme_name": traits.get("theme") or lime_type.theme,
            **{name: traits[name] for name in ("same_default", "same_script") if name in traits},
        }
        texts = {
            "question": self._by_language(question.text, traits, "text"),
            "help": self._by_language(question.help, traits, "help"),
            "script": trait_values(question.kept, "script."),
        }
        qid = self.ids[code] = self._add_item(QUESTION, values, texts)
        self._add_options(question, lime_type, {"parent_qid": qid, "gid": gid, "code": code})
        attributes = _limit_attributes(question, lime_type, self.languages) | write_limits(question, lime_type, code)
        if needs_columns(question, lime_type):
            attributes[COLUMNS] = write_questionnaire(alone(question, self.questionnaire))
        attributes |= trait_values(question.kept, "attribute.")
        for address, value in attributes.items():
            name, _, language = address.partition(".")
            self._add("question_attributes", qid=qid, attribute=name, value=value, language=language)

    def _name(self, question: str, choice: str) -> str:
        """LimeSurvey's code of a question, or of one of its choices."""
        if not choice or choice == OTHER:
            return choice or self.codes[question]
        named_question = self.questions[question]
        choices = type_of_question(named_question).fixed or named_question.choices
        return choice_codes(choices, is_part=named_question.kind is K.MULTIPLE)[choice] if choices else choice

    def _add_options(self, question: Question, lime_type: LimeType, parent: Row) -> None:
        for items in (lines_of(question), question.choices if question.kind in _AS_PARTS else None):
            if items:
                labels = {choice.code: choice.label for choice in items.choices}
                self._add_parts(labels, choice_codes(items, is_part=True), trait_values(items.kept), parent, "0")
        if lime_type.has_named_columns:
            labels = {column.code: column_label(column) for column in question.columns}
            self._add_parts(labels, column_codes(question), trait_values(question.kept, "column."), parent, "1")
        elif not lime_type.fixed and question.kind not in _AS_PARTS:
            for scale, items in enumerate([column.choices for column in question.columns] or [question.choices]):
                if items:
                    self._add_answers(items, parent["parent_qid"], str(scale))

    def _add_answers(self, items: ChoiceList, qid: str, scale: str) -> None:
        traits, codes = trait_values(items.kept), choice_codes(items, is_part=False)
        for order, choice in enumerate(items.choices):
            values = {"qid": qid, "code": codes[choice.code], "sortorder": str(order), "scale_id": scale}
            values["assessment_value"] = traits.get(f"{choice.code}.weight", "0")
            texts = {"answer": self._by_language(choice.label, traits, f"{choice.code}.label")}
            self._add_item(ANSWER, values, texts)

    def _add_parts(
        self, labels: Mapping[str, Text], codes: Row, traits: Mapping[str, str], parent: Row, scale: str
    ) -> None:
        """Sub-questions: lines or columns of a grid, boxes, parts of a split."""
        for order, (ours, label) in enumerate(labels.items()):
            values = {"type": "T", "parent_qid": parent["parent_qid"], "gid": parent["gid"], "title": codes[ours]}
            values |= {
                "scale_id": scale,
                "question_order": str(order),
                "relevance": traits.get(f"{ours}.relevance", "1"),
            }
            texts = {"question": self._by_language(label, traits, f"{ours}.label"), "help": {}, "script": {}}
            self.ids.setdefault(f"{parent['code']}_{codes[ours]}", self._add_item(PART, values, texts))

    def add_survey(self) -> None:
        """Write what is said of the survey as a whole."""
        languages = {"language": self.languages[0], "additional_languages": " ".join(self.languages[1:])}
        settings = _read_object(SETTINGS, self.kept)
        timestamp = f"{self.questionnaire.version.isoformat()} 00:00:00"
        self._add("surveys", **{"sid": self.sid, **languages, **settings, "datecreated": timestamp})
        titles = self._by_language(self.questionnaire.title, self.kept, "title")
        notes = self._by_language(self.questionnaire.note, self.kept, "note")
        for language in self.languages:
            row = {"surveyls_survey_id": self.sid, "surveyls_language": language}
            row |= {"surveyls_title": titles[language], "surveyls_description": notes[language]}
            others = ((column, self.kept.get(f"{column}.{language}")) for column in SURVEY_TEXTS)
            row |= {f"surveyls_{column}": value for column, value in others if value is not None}
            self._add("surveys_languagesettings", **row, **_read_object(f"{WORDINGS}.{language}", self.kept))

    def add_kept_tables(self) -> None:
        """Write back the tables that were kept whole, with the new numbers of their questions.

        A row about a question or a choice that is no longer asked is left out: LimeSurvey refuses a file with one.
        """
        for name, value in trait_values(self.questionnaire.kept, TABLE).items():
            rows = _read_rows(f"{TABLE}{name}", value)
            self.tables[name] = [renumbered for row in rows if (renumbered := self._renumber(name, row))]
        defaults = {row.get("dvid") for row in self.tables.get("defaultvalues", ())}
        words = self.tables.get("defaultvalue_l10ns", [])
        words[:] = [row for row in words if row.get("dvid") in defaults]

    def _renumber(self, table: str, row: Row) -> Row | None:
        for key, cell in row.items():
            known = self.ids if key in QUESTION_KEYS else self.section_ids if key == "gid" else None
            if known is None or cell in _NO_REFERENCE:
                continue
            if cell not in known:
                expected = "perdu : ce qui porte sur une question, une réponse ou une rubrique qui n’est plus là"
                self.losses.append(Fault(column=table, value=cell, expected=expected))
                return None
            row = {**row, key: known[cell]}
        return row


def _read_object(name: str, traits: Mapping[str, str]) -> Row:
    """Columns kept of one row, which stand beside our own."""
    return _read_rows(name, f"[{traits.get(name, '{}')}]")[0]


def _read_rows(name: str, value: str) -> list[Row]:
    """Rows of a kept table; they were written by the reader, unless a hand changed them since."""
    try:
        rows = json.loads(value)
    except ValueError:
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = f"the kept trait {name!r} no longer holds the rows of a table"
        raise DomainError(message)
    return [{str(key): str(cell) for key, cell in row.items()} for row in rows]


def _limit_attributes(question: Question, lime_type: LimeType, languages: Sequence[str]) -> Row:
    """Attributes that say our bounds, units and totals."""
    kind, attributes = question.kind, {}
    if lime_type.letter == "N":
        for name, bound in (("min_num_value_n", question.bounds.low), ("max_num_value_n", question.bounds.high)):
            if bound is not None:
                attributes[name] = str(bound)
    if lime_type.letter == "N" and kind in {K.YEAR, K.SCALE}:
        attributes["num_value_int_only"] = "1"
    unit = "pct" if kind is K.PERCENTAGE else question.unit
    if unit not in {"", "count"}:
        attributes |= {f"suffix.{language}": _SYMBOLS.get(unit, unit) for language in languages}
    if kind is K.SPLIT:
        attributes["equals_num_value"] = "100"
    return attributes
