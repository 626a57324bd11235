"""Which type of LimeSurvey asks one of our questions, and what does it not hold of it?"""

from collections.abc import Iterator, Mapping, Sequence

from autan.errors import Fault
from autan.formats.importers.limesurvey.texts import LONGEST_ANSWER, LONGEST_CODE
from autan.formats.importers.limesurvey.types import DEFAULT_LETTERS, FIXED_LISTS, KINDS
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Bounds, ForeignTrait, Question, Questionnaire
from autan.questionnaires.core.rules.expressions import Answered, Combination, Condition, Negation, Operator, Rule

K = QuestionKind
_NAMED = {K.OPEN: ";", K.NUMBER: ":"}
_UNNAMED = frozenset({"answer", "value", "scale_1", "scale_2"})
_XLSFORM = "xlsform."  # begins the names of what is kept of such a form
_RESERVED = frozenset(  # words of LimeSurvey and of its expressions, refused or misread as the code of a question
    {"self", "that", "this", "time", "and", "or", "eq", "ne", "lt", "le", "gt", "ge"}
)
_LONE = {K.OPEN: "Q", K.NUMBER: "K", K.SINGLE: "F"}


def letter_of(question: Question) -> str:
    """Return the type letter: that of the file it came from while it still fits, else that of its kind."""
    kept = next((trait.value for trait in question.kept if trait.name == "type"), "")
    if kept and _fits(question, kept):
        return kept
    if question.kind is K.MATRIX:
        return _matrix_letter(question.columns)
    return DEFAULT_LETTERS[question.kind]


def _fits(question: Question, letter: str) -> bool:
    if KINDS.get(letter, K.OPEN) is not question.kind:
        return False
    if letter in FIXED_LISTS:
        lists = [question.choices] if question.choices else [column.choices for column in question.columns]
        return [item.choices for item in lists if item] == [FIXED_LISTS[letter].choices]
    if letter == "5":
        return question.bounds == Bounds(low=1, high=5)
    return question.kind is not K.MATRIX or _holds(letter, question.columns)


def _holds(letter: str, columns: tuple[Question, ...]) -> bool:
    """True when a matrix of this type has these columns."""
    kinds = [column.kind for column in columns]
    expected = {
        "1": [K.SINGLE] * 2,
        "F": [K.SINGLE],
        "H": [K.SINGLE],
        "K": [K.NUMBER],
        "Q": [K.OPEN],
        ":": [K.NUMBER] * len(kinds),
        ";": [K.OPEN] * len(kinds),
    }
    return kinds == expected.get(letter)


def _matrix_letter(columns: tuple[Question, ...]) -> str:
    kinds = {column.kind for column in columns}
    if len(columns) == 1:
        return _LONE.get(columns[0].kind, ";")
    if kinds == {K.SINGLE} and len(columns) == 2:
        return "1"
    return _NAMED.get(kinds.pop(), ";") if len(kinds) == 1 else ";"


def list_losses(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """List what a LimeSurvey file does not hold of a questionnaire, place by place, before it is written."""
    asked = [
        (question.code, question.kind.value, loss) for question in questionnaire.questions for loss in _losses(question)
    ]
    whole = [(place, None, loss) for place, loss in _whole_losses(questionnaire)]
    return tuple(Fault(column=place, value=value, expected=loss) for place, value, loss in (*whole, *asked))


def _whole_losses(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """What is lost of the whole: names that LimeSurvey has not, and what was kept of another tool."""
    if not any(trait.name == "sid" for trait in questionnaire.kept):
        yield "questionnaire", f"changé : l’identifiant {questionnaire.slug} devient un numéro d’enquête"
        sections = ", ".join(section.code for section in questionnaire.sections)
        yield "questionnaire", f"perdu : les codes des rubriques ({sections})"
        if questionnaire.lists:
            lists = ", ".join(item.code for item in questionnaire.lists)
            yield "questionnaire", f"changé : les listes partagées ({lists}) sont écrites sous chaque question"
    for place, traits in (
        ("questionnaire", questionnaire.kept),
        *((section.code, section.kept) for section in questionnaire.sections),
        *((item.code, item.kept) for item in questionnaire.lists),
    ):
        yield from ((place, loss) for loss in _foreign(traits))


def _foreign(traits: Sequence[ForeignTrait]) -> Iterator[str]:
    """What was kept of an XLSForm, which LimeSurvey has no place for."""
    names = ", ".join(trait.name.removeprefix(_XLSFORM) for trait in traits if trait.name.startswith(_XLSFORM))
    if names:
        yield f"perdu : ce qui était gardé d’un autre outil ({names})"


def rename_codes(codes: Sequence[str], kept: Mapping[str, str], *, longest: int) -> dict[str, str]:
    """Give each code a form that LimeSurvey accepts: the one it was read in, else letters and digits, each once.

    Args:
        codes: our codes.
        kept: the form that each was read in, for those that differed.
        longest: length allowed.
    """
    renamed: dict[str, str] = {}
    taken = {code for code in kept.values() if code}
    for ours in codes:
        bare = ours.replace("_", "")[:longest]
        code, rank = kept.get(ours) or bare, 1
        while not kept.get(ours) and (code in taken or is_reserved(code, longest)):
            rank += 1
            code = f"{bare[: longest - len(str(rank))]}{rank}"
        taken.add(code)
        renamed[ours] = code
    return renamed


def is_reserved(code: str, longest: int) -> bool:
    """True when LimeSurvey keeps a code for itself; answers, which are shorter, may bear any."""
    return longest == LONGEST_CODE and code in _RESERVED


def _renamed(question: Question) -> list[str]:
    """Our codes, of the question and of what it offers, that LimeSurvey writes otherwise."""
    found = [] if any(trait.name == "code" for trait in question.kept) else [(question.code, LONGEST_CODE)]
    for items in (question.choices, question.rows, *(column.choices for column in question.columns)):
        if items is not None and letter_of(question) not in FIXED_LISTS:
            is_part = items is question.rows or question.kind in {K.MULTIPLE, K.SPLIT}
            kept = {trait.name for trait in items.kept}
            codes = [code for code in items.codes if f"{code}.code" not in kept]
            found += [(code, LONGEST_CODE if is_part else LONGEST_ANSWER) for code in codes]
    return [code for code, longest in found if "_" in code or len(code) > longest or is_reserved(code, longest)]


def _losses(question: Question) -> Iterator[str]:
    if renamed := _renamed(question):
        yield f"changé : des codes sont récrits ({', '.join(renamed)})"
    said = {
        "la raison de la question (why)": question.why.fr,
        "le périmètre (scope)": question.scope,
        "les contrôles (checks)": question.checks,
        "la question reprise (continues)": question.continues,
        "le nom des bouts de l’échelle": question.low_label.fr or question.high_label.fr,
    }
    yield from (f"perdu : {words}" for words, value in said.items() if value)
    if question.relevance and _denies(question.relevance):
        yield "changé : LimeSurvey tient « différent de » pour vrai tant que rien n’est répondu"
    yield from _foreign(question.kept)
    letter = letter_of(question)
    if question.kind is K.FILE:
        yield "changé : un fichier est déposé, un lien n’est pas accepté"
    if question.kind is K.TABLE:
        yield "perdu : les colonnes du tableau, demandé comme un texte long"
    if question.kind is K.YEAR or (question.kind is K.SCALE and letter != "5"):
        yield "changé : demandé comme un nombre entier"
    if question.kind is K.MATRIX:
        yield from _matrix_losses(question, letter)


def _denies(rule: Rule) -> bool:
    """True when a rule rests on what was not answered, which LimeSurvey does not know from what is unknown."""
    if isinstance(rule, Combination):
        return any(_denies(part) for part in rule.rules)
    if isinstance(rule, Negation):
        return not isinstance(rule.rule, Answered)
    return isinstance(rule, Condition) and rule.operator in {Operator.DIFFERENT, Operator.NOT_IN}


def _matrix_losses(question: Question, letter: str) -> Iterator[str]:
    if not _holds(letter, question.columns) and letter not in FIXED_LISTS:
        yield "changé : les cellules sont demandées comme des textes"
    if letter in "FHKQ1" and not {column.code for column in question.columns} <= _UNNAMED:
        yield "perdu : le nom des colonnes"
    if any(column.bounds != Bounds() or column.unit not in {"", "count"} for column in question.columns):
        yield "perdu : les unités et les bornes des colonnes"
