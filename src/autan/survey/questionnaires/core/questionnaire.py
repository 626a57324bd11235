"""A questionnaire: its sections, questions and choice lists, as values that never change."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from autan.ground.errors import UnknownError
from autan.ground.expressions.core.rules import Rule
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind, Requirement, Scope

WHOLE_CAMPAIGN = "campaign"  # in the ids of figures, the place of what is about a campaign; nothing else may use it
PAGE_WORDS = frozenset(
    {"commentaires", "comparer", "croiser", "proposer", "questionnaire", "questions", "repondre", "resultats", "suivi",
     "telecharger"}
)  # fmt: skip
"""Words that follow the name of a campaign in the addresses of its pages: no section may take them for its code."""

OTHER = "other"  # code of what is written outside a choice list; no list may use it


class UnknownQuestionError(UnknownError):
    """A questionnaire has no question of this code."""

    def __init__(self, questionnaire: str, code: str) -> None:
        self.questionnaire = questionnaire
        self.code = code
        super().__init__(f"questionnaire {questionnaire!r} has no question {code!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One possible answer of a closed question."""

    code: str
    label: Text


_OTHER_CHOICE = Choice(code=OTHER, label=Sentence("Autre"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignTrait:
    """Something of another tool's file that has no place in ours, kept as it was read and never interpreted."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceList:
    """Choices shared by several questions, in the order shown. Invariant: codes are unique in the list."""

    code: str
    choices: tuple[Choice, ...]
    kept: tuple[ForeignTrait, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the choices, in order."""
        return tuple(choice.code for choice in self.choices)

    def label_of(self, code: str) -> Text:
        """Label of a choice, or the code itself when the list does not hold it."""
        return next((choice.label for choice in self.choices if choice.code == code), Text(code, code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Lowest and highest value accepted, each None when open. Invariant: `low <= high` when both are set."""

    low: float | None = None
    high: float | None = None

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, int | float):
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an answer may say at once: how many choices and which together, how many rows, what a column adds up to.

    Invariants: `fewest <= most` and `low_total <= high_total` where both are set; the codes are those of the list.

    Attributes:
        fewest: fewest choices of an answer, or rows of a table; None for no such limit.
        most: most of them, « autre » among the choices; None for no such limit.
        exclusive: choices that go with no other.
        any_of: choices of which at least one is taken; empty for no such group.
        low_total: least sum of a column of a grid, or None.
        high_total: greatest sum of a column of a grid, or None.
    """

    fewest: int | None = None
    most: int | None = None
    exclusive: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    low_total: float | None = None
    high_total: float | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What an answer is expected to satisfy, beyond its kind."""

    rule: Rule
    severity: CheckSeverity
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierQuestion:
    """The question of an earlier campaign that a question continues."""

    campaign: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Invariants: `choices` is set exactly for the kinds that need them, `columns` for a table or a matrix,
    `rows` for a matrix, `unit` for a quantity.

    Attributes:
        code: identifier, unique in the questionnaire and kept from one campaign to the next.
        help: how to answer, definitions; may be empty.
        why: what the answer is for; may be empty.
        scope: own services or whole territory; None when the question is about neither.
        allows_other: True when « autre, préciser » is offered beside the choices.
        bounds: values accepted for a quantity, a year or a scale.
        limits: what an answer may say at once; see `limits.find_breaches`.
        low_label: what the lower end of a scale means; may be empty.
        columns: columns of a table or of a matrix, each a small question that a cell answers, without help.
        rows: lines of a matrix, as a list.
        relevance: when the question is asked; None for always.
        requirement: how much an answer is required; None when it may be left.
        continues: the question of an earlier campaign that this one continues, or None.
    """

    code: str
    kind: QuestionKind
    text: Text
    help: Text = NO_TEXT
    why: Text = NO_TEXT
    scope: Scope | None = None
    choices: ChoiceList | None = None
    allows_other: bool = False
    unit: str = ""
    bounds: Bounds = Bounds()
    limits: Limits = NO_LIMITS
    low_label: Text = NO_TEXT
    high_label: Text = NO_TEXT
    columns: "tuple[Question, ...]" = ()
    rows: ChoiceList | None = None
    relevance: Rule | None = None
    requirement: Requirement | None = None
    checks: tuple[Check, ...] = ()
    continues: EarlierQuestion | None = None
    kept: tuple[ForeignTrait, ...] = ()

    @property
    def offered(self) -> tuple[Choice, ...]:
        """Choices in order, « autre » last where it is offered; none for a question without a list."""
        return (*self.listed, _OTHER_CHOICE) if self.allows_other else self.listed

    @property
    def listed(self) -> tuple[Choice, ...]:
        """Choices of its list, in order; none for a question without a list."""
        return self.choices.choices if self.choices else ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the choices of its list, in order."""
        return tuple(choice.code for choice in self.listed)

    @property
    def lines(self) -> tuple[Choice, ...]:
        """Named rows of a matrix, in order; none for another question."""
        return self.rows.choices if self.rows else ()

    @property
    def lists(self) -> tuple[ChoiceList, ...]:
        """Lists that it draws on: its choices, its rows, the choices of its columns."""
        choice_lists = (self.choices, self.rows, *(column.choices for column in self.columns))
        return tuple(choice_list for choice_list in choice_lists if choice_list)

    def label_of(self, code: str) -> Text:
        """Return the label of a choice, or the code itself when the list does not hold it."""
        return self.choices.label_of(code) if self.choices else Text(code, code)

    @property
    def is_asked(self) -> bool:
        """False for words to read, which no one answers."""
        return self.kind.is_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions on one subject, in the order asked."""

    code: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text = NO_TEXT
    kept: tuple[ForeignTrait, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A dated version of a set of questions.

    Invariants: section codes, question codes and list codes are each unique; there is at least one section.

    Attributes:
        slug: identifier, the same for every version.
        note: where the questions come from, and what a reader must know of them.
    """

    slug: str
    version: date
    title: Text
    note: Text
    sections: tuple[Section, ...]
    lists: tuple[ChoiceList, ...] = ()
    kept: tuple[ForeignTrait, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order asked."""
        return tuple(question for _rank, _section, question in self.numbered())

    @property
    def has_english(self) -> bool:
        """True when some question is worded in English: files of other tools then hold two languages."""
        return any(question.text.en for question in self.questions)

    def with_questions(self, codes: Collection[str]) -> Self:
        """Return the questionnaire with these questions only, and the sections and lists that they need."""
        sections = [
            replace(section, questions=tuple(question for question in section.questions if question.code in codes))
            for section in self.sections
        ]
        needed = {choices.code for section in sections for question in section.questions for choices in question.lists}
        return replace(
            self,
            sections=tuple(section for section in sections if section.questions),
            lists=tuple(choices for choices in self.lists if choices.code in needed),
        )

    def question(self, code: str) -> Question:
        """Return the question of this code."""
        return self._find(code)[1]

    def section_of(self, code: str) -> Section:
        """Return the section that holds the question of this code."""
        return self._find(code)[0]

    def path_of(self, code: str) -> str:
        """Return the path that leads to a question in the document."""
        section, question = self._find(code)
        return f"sections[{self.sections.index(section)}].questions[{section.questions.index(question)}]"

    def _find(self, code: str) -> tuple[Section, Question]:
        for _rank, section, question in self.numbered():
            if question.code == code:
                return section, question
        raise UnknownQuestionError(self.slug, code)

    def numbered(self) -> Iterator[tuple[int, Section, Question]]:
        """Give each question with its rank from 1 and its section."""
        pairs = ((section, question) for section in self.sections for question in section.questions)
        return ((rank, section, question) for rank, (section, question) in enumerate(pairs, start=1))
