"""What is each question called in a form, and in how many rows is it asked?"""

from collections.abc import Iterable

from autan.formats.exporters.xlsform.rules import FormNames, choice_in_form
from autan.formats.importers.xlsform.columns import PREFIX
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import ChoiceList, ForeignTrait, Question, Questionnaire

K = QuestionKind


def kept_of(traits: Iterable[ForeignTrait]) -> dict[str, str]:
    """Return the traits kept of a form by their name there; those of other tools are left aside."""
    return {item.name.removeprefix(PREFIX): item.value for item in traits if item.name.startswith(PREFIX)}


def name_form(questionnaire: Questionnaire) -> FormNames:
    """Give each question its name, the one it was read in when no other has it, and name the rows it is asked in."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for section in questionnaire.sections:
        for code, traits in ((section.code, section.kept), *((q.code, q.kept) for q in section.questions)):
            wanted = kept_of(traits).get("name", code)
            names[code] = free_name(wanted if wanted not in taken else code, taken)
    parts = {
        question.code: tuple(_parts(question, names[question.code], taken)) for question in questionnaire.questions
    }
    return FormNames(
        questions={question.code: question for question in questionnaire.questions},
        names=names,
        parts={code: found for code, found in parts.items() if found},
        choice=choice_in_form,
    )


def free_name(wanted: str, taken: set[str]) -> str:
    """Return a name that no other row has, and take it."""
    name, rank = wanted, 1
    while name.lower() in taken:
        rank += 1
        name = f"{wanted}_{rank}"
    taken.add(name.lower())
    return name


def _parts(question: Question, name: str, taken: set[str]) -> Iterable[str]:
    if question.kind is K.HALF_OPEN:
        return (name, free_name(f"{name}_text", taken))
    if question.kind is K.SPLIT:
        return [free_name(f"{name}_{code}", taken) for code in codes_in_form(question.choices)]
    if question.kind is K.MATRIX:
        return [
            free_name(f"{name}_{row}_{column.code}", taken)
            for row in codes_in_form(question.rows)
            for column in question.columns
        ]
    if question.kind is K.TABLE:
        return [column_in_form(question, column, name) for column in question.columns]
    return ()


def column_in_form(question: Question, column: Question, name: str) -> str:
    """Return the name of a column of a table in a form, where names only have to differ inside the table."""
    return kept_of(question.kept).get(f"column.{column.code}.name", f"{name}_{column.code}")


def codes_in_form(choices: ChoiceList | None) -> list[str]:
    """Return the codes of a list as a form writes them, in order."""
    if choices is None:
        return []
    kept = kept_of(choices.kept)
    return [kept.get(f"{code}.name", code) for code in choices.codes]


def list_in_form(choices: ChoiceList | None) -> str:
    """Return the name of a list in a form."""
    return kept_of(choices.kept).get("list_name", choices.code) if choices else ""
