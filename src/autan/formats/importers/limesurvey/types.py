"""What does each type letter of LimeSurvey ask for, in our words?"""

from autan.evidence.core.texts import Text
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Choice, ChoiceList, ForeignTrait

K = QuestionKind
KINDS = {
    **dict.fromkeys("TU", K.OPEN),
    **dict.fromkeys("LYG!WZ", K.SINGLE),
    **dict.fromkeys("MP", K.MULTIPLE),
    **dict.fromkeys("KQABCEFH1:;", K.MATRIX),
    **dict.fromkeys("X*I", K.DISPLAY),
    "S": K.SHORT_TEXT,
    "O": K.HALF_OPEN,
    "N": K.NUMBER,
    "D": K.DATE,
    "5": K.SCALE,
    "R": K.RANKING,
    "|": K.FILE,
}
REMARKS = {
    "P": "les commentaires de chaque choix ne sont pas demandés (ceux d’un fichier de réponses font une remarque)",
    "*": "une équation est reprise comme un texte à lire, sans être calculée",
    "I": "le choix de la langue est repris comme un texte à lire",
    "H": "une grille par colonne est reprise comme une grille par ligne",
    "G": "la liste « féminin, masculin » est reprise comme un choix unique",
}
DEFAULT_LETTERS = {
    K.OPEN: "T",
    K.SHORT_TEXT: "S",
    K.HALF_OPEN: "O",
    K.SINGLE: "L",
    K.MULTIPLE: "M",
    K.NUMBER: "N",
    K.PERCENTAGE: "N",
    K.SCALE: "N",
    K.RANKING: "R",
    K.SPLIT: "K",
    K.DATE: "D",
    K.YEAR: "N",
    K.TABLE: "T",
    K.FILE: "|",
    K.DISPLAY: "X",
}
THEMES = {
    "1": "arrays/dualscale",
    "5": "5pointchoice",
    "A": "arrays/5point",
    "B": "arrays/10point",
    "C": "arrays/yesnouncertain",
    "D": "date",
    "E": "arrays/increasesamedecrease",
    "F": "arrays/array",
    "G": "gender",
    "H": "arrays/column",
    "I": "language",
    "K": "multiplenumeric",
    "L": "listradio",
    "M": "multiplechoice",
    "N": "numerical",
    "O": "list_with_comment",
    "P": "multiplechoice_with_comments",
    "Q": "multipleshorttext",
    "R": "ranking",
    "S": "shortfreetext",
    "T": "longfreetext",
    "U": "hugefreetext",
    "X": "boilerplate",
    "Y": "yesno",
    "!": "list_dropdown",
    "|": "file_upload",
    "*": "equation",
    ":": "arrays/multiflexi",
    ";": "arrays/texts",
}


def _fixed(code: str, *choices: tuple[str, str, str, str]) -> ChoiceList:
    return ChoiceList(
        code=code,
        choices=tuple(Choice(code=ours, label=Text(french, english)) for ours, _, french, english in choices),
        kept=tuple(ForeignTrait(name=f"{ours}.code", value=theirs) for ours, theirs, _, _ in choices),
    )


def _points(count: int) -> ChoiceList:
    return _fixed(f"points_{count}", *((f"n{n}", str(n), str(n), str(n)) for n in range(1, count + 1)))


FIXED_LISTS = {
    "Y": _fixed("yes_no", ("yes", "Y", "Oui", "Yes"), ("no", "N", "Non", "No")),
    "G": _fixed("gender", ("female", "F", "Féminin", "Female"), ("male", "M", "Masculin", "Male")),
    "A": _points(5),
    "B": _points(10),
    "C": _fixed(
        "yes_uncertain_no",
        ("yes", "Y", "Oui", "Yes"),
        ("uncertain", "U", "Incertain", "Uncertain"),
        ("no", "N", "Non", "No"),
    ),
    "E": _fixed(
        "trend",
        ("increase", "I", "Augmentation", "Increase"),
        ("same", "S", "Stabilité", "Same"),
        ("decrease", "D", "Diminution", "Decrease"),
    ),
}
