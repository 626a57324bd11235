"""Types of questions of LimeSurvey, one letter each: what we make of them, which asks a question of Autan, codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autan.ground.wordings import Sentence, Text
from autan.survey.formats.core.foreign_traits import trait_values
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import (
    Bounds,
    Choice,
    ChoiceList,
    ForeignTrait,
    Question,
    Questionnaire,
)

K = QuestionKind
POINTS = Bounds(low=1, high=5)
"""Bounds of the scale of type « 5 »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimeType:
    """One type of questions.

    Attributes:
        theme: name of its theme in LimeSurvey; empty for types that no longer exist there.
        fixed: list that all its questions offer, or None when each has its own.
        cells: kind of the cells of a matrix, or None for another kind.
        scales: how many columns a matrix has; 0 when its columns are sub-questions.
        remark: what our kind does not do as it does, in French; may be empty.
    """

    letter: str
    kind: QuestionKind
    theme: str = ""
    fixed: ChoiceList | None = None
    cells: QuestionKind | None = None
    scales: int = 1
    remark: str = ""

    @property
    def has_named_columns(self) -> bool:
        """True for a matrix whose columns are sub-questions."""
        return self.cells is not None and not self.scales

    def holds(self, columns: Sequence[Question]) -> bool:
        """True when a matrix of this type has these columns."""
        kinds = [column.kind for column in columns]
        if self.fixed and [column.choices.choices for column in columns if column.choices] != [self.fixed.choices]:
            return False
        return kinds == [self.cells] * (self.scales or len(kinds))


def _fixed_list(code: str, *choices: tuple[str, str, str, str]) -> ChoiceList:
    return ChoiceList(
        code=code,
        choices=tuple(Choice(code=ours, label=Text(french, english)) for ours, _, french, english in choices),
        kept=tuple(ForeignTrait(name=f"{ours}.code", value=theirs) for ours, theirs, _, _ in choices),
    )


def _points(count: int) -> ChoiceList:
    return _fixed_list(f"points_{count}", *((f"n{n}", str(n), str(n), str(n)) for n in range(1, count + 1)))


_YES, _NO = ("yes", "Y", "Oui", "Yes"), ("no", "N", "Non", "No")
_GENDER = _fixed_list("gender", ("female", "F", "Féminin", "Female"), ("male", "M", "Masculin", "Male"))
_TREND = _fixed_list(
    "trend",
    ("increase", "I", "Augmentation", "Increase"),
    ("same", "S", "Stabilité", "Same"),
    ("decrease", "D", "Diminution", "Decrease"),
)
_UNCERTAIN = _fixed_list("yes_uncertain_no", _YES, ("uncertain", "U", "Incertain", "Uncertain"), _NO)
_GENDER_REMARK = Sentence("la liste « féminin, masculin » est reprise comme un choix unique")
_COLUMN_REMARK = Sentence("une grille par colonne est reprise comme une grille par ligne")
_COMMENT_REMARK = Sentence(
    "les commentaires de chaque choix ne sont pas demandés (ceux d’un fichier de réponses font une remarque)"
)


def _matrix(letter: str, theme: str, cells: QuestionKind = K.SINGLE, scales: int = 1, **more: object) -> LimeType:
    return LimeType(letter=letter, kind=K.MATRIX, theme=theme, cells=cells, scales=scales, **more)  # type: ignore[arg-type]  # the attributes of the class


TYPES = {
    lime_type.letter: lime_type
    for lime_type in (
        LimeType(letter="T", kind=K.OPEN, theme="longfreetext"),
        LimeType(letter="U", kind=K.OPEN, theme="hugefreetext"),
        LimeType(letter="S", kind=K.SHORT_TEXT, theme="shortfreetext"),
        LimeType(letter="L", kind=K.SINGLE, theme="listradio"),
        LimeType(letter="!", kind=K.SINGLE, theme="list_dropdown"),
        LimeType(letter="W", kind=K.SINGLE),
        LimeType(letter="Z", kind=K.SINGLE),
        LimeType(letter="Y", kind=K.SINGLE, theme="yesno", fixed=_fixed_list("yes_no", _YES, _NO)),
        LimeType(letter="G", kind=K.SINGLE, theme="gender", fixed=_GENDER, remark=_GENDER_REMARK),
        LimeType(letter="O", kind=K.HALF_OPEN, theme="list_with_comment"),
        LimeType(letter="M", kind=K.MULTIPLE, theme="multiplechoice"),
        LimeType(letter="P", kind=K.MULTIPLE, theme="multiplechoice_with_comments", remark=_COMMENT_REMARK),
        LimeType(letter="N", kind=K.NUMBER, theme="numerical"),
        LimeType(letter="D", kind=K.DATE, theme="date"),
        LimeType(letter="5", kind=K.SCALE, theme="5pointchoice"),
        LimeType(letter="R", kind=K.RANKING, theme="ranking"),
        LimeType(letter="|", kind=K.FILE, theme="file_upload"),
        _matrix("A", "arrays/5point", fixed=_points(5)),
        _matrix("B", "arrays/10point", fixed=_points(10)),
        _matrix("C", "arrays/yesnouncertain", fixed=_UNCERTAIN),
        _matrix("E", "arrays/increasesamedecrease", fixed=_TREND),
        _matrix("F", "arrays/array"),
        _matrix("H", "arrays/column", remark=_COLUMN_REMARK),
        _matrix("1", "arrays/dualscale", scales=2),
        _matrix("K", "multiplenumeric", K.NUMBER),
        _matrix("Q", "multipleshorttext", K.OPEN),
        _matrix(":", "arrays/multiflexi", K.NUMBER, 0),
        _matrix(";", "arrays/texts", K.OPEN, 0),
        LimeType(letter="X", kind=K.DISPLAY, theme="boilerplate"),
        LimeType(
            letter="*",
            kind=K.DISPLAY,
            theme="equation",
            remark=Sentence("une équation est reprise comme un texte à lire, sans être calculée"),
        ),
        LimeType(
            letter="I",
            kind=K.DISPLAY,
            theme="language",
            remark=Sentence("le choix de la langue est repris comme un texte à lire"),
        ),
    )
}
"""Every type, by letter."""

DEFAULT_LETTERS: dict[QuestionKind, str] = {
    **{lime_type.kind: lime_type.letter for lime_type in reversed(TYPES.values()) if lime_type.kind is not K.MATRIX},
    **dict.fromkeys((K.PERCENTAGE, K.YEAR, K.SCALE), "N"),
    K.SPLIT: "K",
}
"""Type that asks each of our kinds, the first one of the table above; a matrix has one by its columns."""


def type_of_question(question: Question) -> LimeType:
    """Return the type that asks a question: the one it was read in while it still fits, else that of its kind."""
    original = TYPES.get(trait_values(question.kept).get("type", ""))
    if original and _fits(question, original):
        return original
    if question.kind is K.TABLE:
        return TYPES[":"] if TYPES[":"].holds(question.columns) else TYPES[";"]
    if question.kind is not K.MATRIX:
        return TYPES[DEFAULT_LETTERS[question.kind]]
    return next((TYPES[letter] for letter in "FKQ1:;" if TYPES[letter].holds(question.columns)), TYPES[";"])


def _fits(question: Question, lime_type: LimeType) -> bool:
    if lime_type.kind is not question.kind:
        return False
    if lime_type.kind is K.MATRIX:
        return lime_type.holds(question.columns)
    if lime_type.fixed:
        return question.choices is not None and question.choices.choices == lime_type.fixed.choices
    return lime_type.letter != "5" or question.bounds == POINTS


LONGEST_CODE, LONGEST_ANSWER = 20, 5
"""What LimeSurvey accepts for questions and sub-questions, and for answers."""
_RESERVED = frozenset(  # words of LimeSurvey and of its expressions, refused or misread as the code of a question
    {"self", "that", "this", "time", "and", "or", "eq", "ne", "lt", "le", "gt", "ge"}
)


def is_rewritten(raw: str, code: str, *, longest: int) -> bool:
    """True when a code of Autan would not be written back as it was read, and must be kept beside."""
    return raw != code or must_change(code, longest)


def must_change(code: str, longest: int) -> bool:
    """True when LimeSurvey cannot hold one of our codes: signs, length, or a word that it keeps for itself.

    Answers, which are shorter, may bear any word.
    """
    return "_" in code or len(code) > longest or (longest == LONGEST_CODE and code in _RESERVED)


def _rename(codes: Iterable[str], originals: Sequence[str], *, longest: int) -> dict[str, str]:
    """Give each code the form it was read in, else letters and digits that no other has."""
    renamed: dict[str, str] = {}
    taken = {code for code in originals if code}
    for ours, read in zip(codes, originals, strict=True):
        stripped = ours.replace("_", "")[:longest]
        code, rank = read or stripped, 1
        while not read and (code in taken or must_change(code, longest)):
            rank += 1
            code = f"{stripped[: longest - len(str(rank))]}{rank}"
        taken.add(code)
        renamed[ours] = code
    return renamed


def question_codes(questionnaire: Questionnaire) -> dict[str, str]:
    """Return LimeSurvey's code of each question, by ours."""
    questions = questionnaire.questions
    originals = [trait_values(question.kept).get("code", "") for question in questions]
    return _rename([question.code for question in questions], originals, longest=LONGEST_CODE)


def choice_codes(items: ChoiceList, *, is_part: bool) -> dict[str, str]:
    """Return LimeSurvey's code of each choice of a list, by ours: of a sub-question or part, else of an answer."""
    longest = LONGEST_CODE if is_part else LONGEST_ANSWER
    return _rename_kept(items.codes, items.kept, "", longest=longest)


def column_codes(question: Question) -> dict[str, str]:
    """Return LimeSurvey's code of each column of a matrix, by ours."""
    codes = [column.code for column in question.columns]
    return _rename_kept(codes, question.kept, "column.", longest=LONGEST_CODE)


def _rename_kept(codes: Sequence[str], traits: Iterable[ForeignTrait], prefix: str, *, longest: int) -> dict[str, str]:
    originals = trait_values(traits, prefix)
    return _rename(codes, [originals.get(f"{code}.code", "") for code in codes], longest=longest)
