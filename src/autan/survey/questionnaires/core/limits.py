"""What an answer may say at once: how many choices, which of them together, what the numbers of a column add up to.

`find_breaches` is the one judge of it: the screen, files, validation and alerts all ask it. `describe_limits` says the
same beforehand, on a screen and on paper.
"""

from collections.abc import Iterator, Mapping, Sequence

from autan.ground.texts.core.notation import number_text
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.values import AnswerFault, AnswerValue, items_of, parts_of
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import NO_LIMITS, OTHER, Bounds, Question
from autan.survey.questionnaires.core.wordings import (
    after_colon,
    fill_in,
    join_in_words,
    join_texts,
    quoted,
    verbatim,
    write_quantity,
)

_COMMA = Text(", ", ", ")
_SHARES = Bounds(low=0, high=100)
_COUNTS = {
    "exactly": Sentence("{low} {things} exactement"),
    "between": Sentence("de {low} à {high} {things}"),
    "most": Sentence("{high} {things} au plus"),
    "fewest": Sentence("{low} {things} au moins"),
}
_ANSWERS = {False: Sentence("réponses"), True: Sentence("réponse")}
_ROWS = {False: Sentence("lignes"), True: Sentence("ligne")}
_ALONE = Sentence("{choices} sans autre réponse")
_ANY_OF = Sentence("au moins une réponse parmi {choices}")
_RANGES = {
    (True, True): Sentence("de {low} à {high}"),
    (True, False): Sentence("{low} au moins"),
    (False, True): Sentence("{high} au plus"),
}
_TOTAL = Text("total {range}", "total {range}")
_EXACT_TOTAL = Sentence("total de {low}")
_OTHER_COUNT = Sentence("{rule}\u00a0: il y en a {count}")
_WITH_OTHERS = Sentence("{choice} ne va avec aucune autre réponse")
_WRONG_TOTAL = Sentence("{column} fait {sum} en tout\u00a0: {rule}")


def find_breaches(question: Question, value: AnswerValue, *, is_partial: bool = False) -> tuple[AnswerFault, ...]:
    """Return what an answer in written form says that its question does not allow, each in the field to change.

    Nothing is held against what is not known: a partial answer may hold more choices, an absent cell more of a total.
    """
    if value is None:
        return ()
    if question.columns:
        rows = _rows(value)
        wrong = (fault for column in question.columns for fault in _wrong_total(question, column, rows))
        return (*_wrong_length(question, rows, is_partial=is_partial), *wrong)
    return tuple(_wrong_choices(question, value, is_partial=is_partial)) if question.limits != NO_LIMITS else ()


def has_limits(question: Question) -> bool:
    """Say whether some answer to a question could say at once what it may not."""
    return any(part.limits != NO_LIMITS for part in (question, *question.columns))


def describe_limits(question: Question) -> Text:
    """Return what the answer to a question may say at once, without a capital nor a full stop; nothing for no limit.

    >>> from autan.survey.questionnaires.core.questionnaire import Limits
    >>> asked = Question(code="q", kind=QuestionKind.MULTIPLE, text=NO_TEXT, limits=Limits(most=3))
    >>> describe_limits(asked).fr
    '3 réponses au plus'
    """
    limits = question.limits
    words = [_describe_count(question)]
    if limits.exclusive:
        words.append(fill_in(_ALONE, choices=_name_choices(question, limits.exclusive, Sentence(" ou "))))
    if limits.any_of:
        words.append(fill_in(_ANY_OF, choices=_name_choices(question, limits.any_of)))
    for column in question.columns:
        # a share goes without its usual bounds
        is_usual = column.kind is QuestionKind.PERCENTAGE and column.bounds == _SHARES
        bounds = NO_TEXT if is_usual else describe_bounds(column)
        rules = join_texts(_COMMA.fr, (bounds, _describe_total(column)))
        if rules.fr:
            words.append(after_colon(quoted(column.text), rules))
    return join_in_words(_COMMA, [text for text in words if text.fr])


def _describe_count(question: Question) -> Text:
    low, high = question.limits.fewest, question.limits.most
    if low is None and high is None:
        return NO_TEXT
    word = "exactly" if low == high else "most" if low is None else "fewest" if high is None else "between"
    things = (_ROWS if question.columns else _ANSWERS)[(low if high is None else high) == 1]
    return fill_in(_COUNTS[word], low=low or 0, high=high or 0, things=things)


def _name_choices(question: Question, codes: Sequence[str], joint: Text = _COMMA) -> Text:
    return join_in_words(joint, [quoted(question.label_of(code)) for code in codes])


def describe_bounds(question: Question) -> Text:
    """Return the least and the greatest number that a question or a column takes; nothing for no bound."""
    return _describe_range(question, question.bounds.low, question.bounds.high)


def _describe_total(column: Question) -> Text:
    low, high = column.limits.low_total, column.limits.high_total
    if low is not None and low == high:
        return fill_in(_EXACT_TOTAL, low=_write(column, low))
    words = _describe_range(column, low, high)
    return fill_in(_TOTAL, range=words) if words.fr else NO_TEXT


def _describe_range(column: Question, low: float | None, high: float | None) -> Text:
    words = _RANGES.get((low is not None, high is not None))
    if words is None:
        return NO_TEXT
    return fill_in(words, low=_write(column, low), high=_write(column, high))


def _write(column: Question, number: float | None) -> Text:
    """A number in the unit of its column; years and counts are bare numbers."""
    if number is None:
        return NO_TEXT
    if column.unit not in {"", "count"}:
        return write_quantity(number, column.unit)
    return verbatim(f"{number:g}") if column.kind is QuestionKind.YEAR else number_text(number)


def _wrong_choices(question: Question, value: AnswerValue, *, is_partial: bool) -> Iterator[AnswerFault]:
    limits, codes = question.limits, _chosen_codes(value)
    is_ranked = question.kind is QuestionKind.RANKING
    last = f"rank.{codes[-1]}" if is_ranked and codes else "choice"
    alone = [code for code in limits.exclusive if code in codes]
    if alone and len(codes) > 1:
        yield AnswerFault(part="choice", message=fill_in(_WITH_OTHERS, choice=quoted(question.label_of(alone[0]))))
    if fault := _wrong_count(question, len(codes), last, is_partial=is_partial or bool(alone)):
        yield fault
    if limits.any_of and not (is_partial or alone or set(limits.any_of) & set(codes)):
        rule = fill_in(_ANY_OF, choices=_name_choices(question, limits.any_of))
        yield AnswerFault(part="choice", message=rule)


def _wrong_count(question: Question, count: int, part: str, *, is_partial: bool) -> AnswerFault | None:
    """Too many choices or rows; too few, except an answer that may hold more."""
    limits = question.limits
    is_over = limits.most is not None and count > limits.most
    if is_over or (limits.fewest is not None and count < limits.fewest and not is_partial):
        return AnswerFault(part=part, message=fill_in(_OTHER_COUNT, rule=_describe_count(question), count=count))
    return None


def _wrong_length(
    question: Question, rows: Mapping[str, Mapping[str, AnswerValue]], *, is_partial: bool
) -> Iterator[AnswerFault]:
    if rows and (
        fault := _wrong_count(
            question, len(rows), f"cell.{list(rows)[-1]}.{question.columns[0].code}", is_partial=is_partial
        )
    ):
        yield fault


def _chosen_codes(value: AnswerValue) -> list[str]:
    """Codes of the choices that an answer takes, « autre » last."""
    parts = parts_of(value)
    codes = [str(code) for code in items_of(parts.get("choices") if parts else value)]
    return [*codes, OTHER] if parts.get(OTHER) else codes


def _rows(value: AnswerValue) -> Mapping[str, Mapping[str, AnswerValue]]:
    """Rows of a grid by their names in the fields: codes of its lines, or numbers."""
    rows = parts_of(value) or {str(number): row for number, row in enumerate(items_of(value))}
    return {name: parts_of(row) for name, row in rows.items()}


def _wrong_total(
    question: Question, column: Question, rows: Mapping[str, Mapping[str, AnswerValue]]
) -> Iterator[AnswerFault]:
    """The sum of a column that is out of its limits whatever its unknown cells hold."""
    low, high = column.limits.low_total, column.limits.high_total
    cells = {name: cell for name, row in rows.items() if isinstance(cell := row.get(column.code), int | float)}
    if not cells or (low is None and high is None):
        return
    total = round(sum(cells.values()), 9)
    is_whole = len(cells) == len(question.lines or rows)
    may_fall = not is_whole and not (column.bounds.low is not None and column.bounds.low >= 0)
    if (high is not None and total > high and not may_fall) or (low is not None and total < low and is_whole):
        message = fill_in(
            _WRONG_TOTAL, column=quoted(column.text), sum=_write(column, total), rule=_describe_total(column)
        )
        yield AnswerFault(part=f"cell.{list(cells)[-1]}.{column.code}", message=message)
