"""How many members chose what? Counts « n of N » for closed and half-open questions."""

from collections.abc import Mapping

from autan.evidence.core.arithmetic import count_figures
from autan.evidence.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import set_typography
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.surveys.core.answers import Hearing, RecordedAnswer
from autan.surveys.core.kinds import QuestionKind
from autan.surveys.core.questionnaire import OTHER, Choice, Question
from autan.surveys.core.results import CountRow, Tabulation, begin_tabulation, figure_id

_OTHER_LABEL = Text("Autre", "Other")
_ANSWERS = Series(code="answers", label=Text("Collectivités", "Authorities"))


def chosen_codes(question: Question, answer: RecordedAnswer) -> frozenset[str]:
    """Codes that an answer ticks; `other` when something was written outside the list.

    >>> from autan.surveys.core.kinds import AnswerState
    >>> question = Question(code="q", kind=QuestionKind.SINGLE, text=Text("?", "?"))
    >>> answer = RecordedAnswer(campaign="c", siren="s", question="q", state=AnswerState.ANSWERED, value="yes")
    >>> sorted(chosen_codes(question, answer))
    ['yes']
    """
    value = answer.value
    if isinstance(value, str):
        return frozenset({value})
    if not isinstance(value, Mapping):
        return frozenset()
    if question.kind is QuestionKind.HALF_OPEN:
        return frozenset({str(value["choice"])}) if value.get("choice") else frozenset()
    codes = value.get("choices", ())
    ticked = {str(code) for code in codes} if isinstance(codes, list | tuple) else set()
    return frozenset(ticked | {OTHER}) if value.get(OTHER) else frozenset(ticked)


def tabulate_choices(question: Question, hearing: Hearing) -> Tabulation:
    """Count each choice, in the order of the list; `other` last where it is allowed.

    A choice that a partial answer does not tick is not known for that member.
    """
    choices = question.choices.choices if question.choices else ()
    if question.allows_other:
        choices = (*choices, Choice(code=OTHER, label=_OTHER_LABEL))
    rows = tuple(
        CountRow(label=choice.label, figure=_count(question, hearing, (choice.code,), label=choice.label))
        for choice in choices
    )
    return begin_tabulation(question, hearing, rows, _draw(question, hearing, rows))


def count_any(question: Question, hearing: Hearing, codes: tuple[str, ...]) -> Figure | None:
    """Count the members that chose any of these choices; None when the list does not hold them all."""
    known = set(question.choices.codes if question.choices else ()) | ({OTHER} if question.allows_other else set())
    if question.choices is None or not set(codes) <= known:
        return None
    labels = [_OTHER_LABEL if code == OTHER else question.choices.label_of(code) for code in codes]
    label = Text(" ou ".join(text.fr for text in labels), " or ".join(text.en for text in labels))
    return _count(question, hearing, codes, label=label)


def _count(question: Question, hearing: Hearing, codes: tuple[str, ...], *, label: Text) -> Figure:
    members = [(m.siren, _holds(question, hearing.answers.get(m.siren), codes)) for m in hearing.concerned()]
    return count_figures(
        members,
        figure_id=figure_id(question, hearing, f"count_{'_or_'.join(codes)}"),
        label=Text(f"{question.text.fr} — {label.fr}", f"{question.text.en} — {label.en}"),
        period=hearing.period,
        unit=get_unit("territories"),
        evidence=hearing.evidence,
    )


def _holds(question: Question, answer: RecordedAnswer | None, codes: tuple[str, ...]) -> bool | None:
    """True or False where the answer says so, None where it does not."""
    if answer is None or answer.value is None:
        return None
    chosen = chosen_codes(question, answer)
    if chosen & set(codes):
        return True
    says_all = not answer.is_partial and (chosen or question.kind is QuestionKind.MULTIPLE)
    return False if says_all else None


def _draw(question: Question, hearing: Hearing, rows: tuple[CountRow, ...]) -> Chart | None:
    if not any(row.figure.value for row in rows):
        return None
    return Chart(
        id=f"survey-{hearing.campaign}-{question.code}",
        kind=ChartKind.BARS,
        title=Text(f"{question.text.fr} (nombre de collectivités)", f"{question.text.en} (number of authorities)"),
        sentence=_sentence(rows, len(hearing.concerned())),
        rows=tuple(ChartRow(label=row.label, figures=(row.figure,)) for row in rows),
        series=(_ANSWERS,),
        source=Text("Réponses enregistrées de la campagne", "Recorded answers of the campaign"),
    )


def _sentence(rows: tuple[CountRow, ...], total: int) -> Text:
    top = max(rows, key=lambda row: row.figure.value or 0)
    french = f"« {top.label.fr} » vient en tête des réponses connues ({top.figure.value} des {total} collectivités)."
    english = f"“{top.label.en}” comes first among the known answers ({top.figure.value} of the {total} authorities)."
    return Text(set_typography(french, language="fr"), english)
