"""Codes of LimeSurvey: letters and digits, short, each once; ours are written so and read back."""

from collections.abc import Iterable, Sequence

from autan.survey.formats.core.foreign_traits import trait_values
from autan.survey.questionnaires.core.questionnaire import ChoiceList, ForeignTrait, Question, Questionnaire

LONGEST_CODE, LONGEST_ANSWER = 20, 5
"""What LimeSurvey accepts for questions and sub-questions, and for answers."""
_RESERVED = frozenset(  # words of LimeSurvey and of its expressions, refused or misread as the code of a question
    {"self", "that", "this", "time", "and", "or", "eq", "ne", "lt", "le", "gt", "ge"}
)


def is_rewritten(raw: str, code: str, *, longest: int) -> bool:
    """True when a code of ours would not be written back as it was read, and must be kept beside."""
    return raw != code or must_change(code, longest)


def must_change(code: str, longest: int) -> bool:
    """True when LimeSurvey cannot hold one of our codes: signs, length, or a word that it keeps for itself.

    Answers, which are shorter, may bear any word.
    """
    return "_" in code or len(code) > longest or (longest == LONGEST_CODE and code in _RESERVED)


def _rename(codes: Iterable[str], kept: Sequence[str], *, longest: int) -> dict[str, str]:
    """Give each code the form it was read in, else letters and digits that no other has."""
    renamed: dict[str, str] = {}
    taken = {code for code in kept if code}
    for ours, read in zip(codes, kept, strict=True):
        bare = ours.replace("_", "")[:longest]
        code, rank = read or bare, 1
        while not read and (code in taken or must_change(code, longest)):
            rank += 1
            code = f"{bare[: longest - len(str(rank))]}{rank}"
        taken.add(code)
        renamed[ours] = code
    return renamed


def question_codes(questionnaire: Questionnaire) -> dict[str, str]:
    """Return LimeSurvey's code of each question, by ours."""
    questions = questionnaire.questions
    kept = [trait_values(question.kept).get("code", "") for question in questions]
    return _rename([question.code for question in questions], kept, longest=LONGEST_CODE)


def choice_codes(items: ChoiceList, *, is_part: bool) -> dict[str, str]:
    """Return LimeSurvey's code of each choice of a list, by ours: of a sub-question or part, else of an answer."""
    longest = LONGEST_CODE if is_part else LONGEST_ANSWER
    return _rename_kept(items.codes, items.kept, "", longest=longest)


def column_codes(question: Question) -> dict[str, str]:
    """Return LimeSurvey's code of each column of a matrix, by ours."""
    codes = [column.code for column in question.columns]
    return _rename_kept(codes, question.kept, "column.", longest=LONGEST_CODE)


def _rename_kept(codes: Sequence[str], traits: Iterable[ForeignTrait], prefix: str, *, longest: int) -> dict[str, str]:
    kept = trait_values(traits, prefix)
    return _rename(codes, [kept.get(f"{code}.code", "") for code in codes], longest=longest)
