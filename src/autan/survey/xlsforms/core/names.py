"""What each question, choice and list is called in a form, and in how many rows a question is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autan.survey.formats.core.foreign_traits import FORM, trait_values
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import ChoiceList, ForeignTrait, Question, Questionnaire

K = QuestionKind
WITH_OTHER = "__other"
"""Ends the name of a list that is written again with « Autre, à préciser »."""
LEVELS = "kobo--levels"
"""Column that keeps the names of the levels of a ranking of KoBo."""
MULTILINE = "multiline"
"""Appearance by which a form asks for a long text."""


def trait(name: str, value: str) -> ForeignTrait:
    """Return a trait kept of a form."""
    return ForeignTrait(name=f"{FORM}{name}", value=value)


def form_traits(traits: Iterable[ForeignTrait]) -> dict[str, str]:
    """Return the traits kept of a form by their name there; those of other tools are left aside."""
    return trait_values(traits, FORM)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormNames:
    """What the questions of a form are called in it.

    Attributes:
        names: name of each question and section in the form, by code.
        parts: names of the rows that make an answer, for the questions asked in several rows.
        lists: names of the lists that have choices.
    """

    questions: Mapping[str, Question]
    names: Mapping[str, str]
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()


def name_form(questionnaire: Questionnaire) -> FormNames:
    """Give each question its name, the one it was read in when no other has it, and name the rows it is asked in."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for section in questionnaire.sections:
        for code, traits in ((section.code, section.kept), *((q.code, q.kept) for q in section.questions)):
            preferred = form_traits(traits).get("name", code)
            names[code] = free_name(preferred if preferred.lower() not in taken else code, taken)
    parts = {
        question.code: tuple(_parts(question, names[question.code], taken)) for question in questionnaire.questions
    }
    return FormNames(
        questions={question.code: question for question in questionnaire.questions},
        names=names,
        parts={code: part for code, part in parts.items() if part},
        lists=frozenset(list_in_form(item) for item in questionnaire.lists if item.choices),
    )


def free_name(preferred: str, taken: set[str]) -> str:
    """Return a name that no other row has, and take it."""
    name, rank = preferred, 1
    while name.lower() in taken:
        rank += 1
        name = f"{preferred}_{rank}"
    taken.add(name.lower())
    return name


def _parts(question: Question, name: str, taken: set[str]) -> Iterable[str]:
    if question.kind is K.HALF_OPEN:
        return (name, free_name(f"{name}_text", taken))
    if question.kind is K.SPLIT:
        return [free_name(f"{name}_{code}", taken) for code in codes_in_form(question.choices)]
    if question.kind is K.MATRIX:
        pairs = ((row, column.code) for row in codes_in_form(question.rows) for column in question.columns)
        return [free_name(f"{name}_{row}_{column}", taken) for row, column in pairs]
    if question.kind is K.TABLE:
        return [column_in_form(question, column, name) for column in question.columns]
    return ()


def column_in_form(question: Question, column: Question, name: str) -> str:
    """Return the name of a column of a table in a form, where names only have to differ inside the table."""
    return form_traits(question.kept).get(f"column.{column.code}.name", f"{name}_{column.code}")


def codes_in_form(choices: ChoiceList | None) -> list[str]:
    """Return the codes of a list as a form writes them, in order: as they were read, else ours."""
    return list(codes_by_form(choices)) if choices else []


def codes_by_form(choices: ChoiceList) -> dict[str, str]:
    """Return our code for each code of the form, in order."""
    traits = form_traits(choices.kept)
    return {traits.get(f"{code}.name", code): code for code in choices.codes}


def code_in_form(choices: ChoiceList | None, code: str) -> str:
    """Return the code that a form gives to one of our choices; ours when the list does not hold it."""
    return form_traits(choices.kept).get(f"{code}.name", code) if choices else code


def list_in_form(choices: ChoiceList | None) -> str:
    """Return the name of a list in a form."""
    return form_traits(choices.kept).get("list_name", choices.code) if choices else ""
