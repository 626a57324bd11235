"""Headings of a file of answers of LimeSurvey, in the forms of all its versions, and the columns that they name.

Headings in codes (`CODE[SQ001]`), by numbers (`SIDXGIDXQIDSQ001`, `Q12_S34`), in words (« Texte [Sous-question] »),
in words cut short, and code with words (« CODE. Texte ») are known. Numbers mean something only beside the structure
of the survey. Where question 7 with the part `2` and question 72 are written alike, the longer number wins; where `Q12`
may be a code or a number, the file as a whole tells.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autan.survey.limesurvey.core.answer_columns import ColumnRole, LimeColumn
from autan.survey.limesurvey.core.tables import LimeFile, order_of
from autan.survey.limesurvey.core.texts import from_html

_DOTTED = re.compile(r"([A-Za-z]\w*?)\.(\w+)\.(?:\.?(\w+)\.)?")
_NUMBERED = re.compile(r"_?\d+X(\d+)X(\d.*)")
_BEFORE = re.compile(r"([A-Za-z]\w*(?:\[\w+\])*) ?[.:] ")
_CUT = re.compile(r"(.+?)(?:\.{2,}|…) ?(.*)", re.DOTALL)
_PIECES = re.compile(r"[^\[\]]+")
_BLANKS = re.compile(r"[\s_]+")
_COMMENT = ("Commentaire", "Comment")
_RANK = ("Classement", "Ranking")  # older words than those of the parts


@dataclass(frozen=True, slots=True, kw_only=True)
class LimeNumbers:
    """Numbers that a survey gave to one question.

    Attributes:
        parts: of its sub-questions, by scale and code.
        ranks: of what stands for each rank of a ranking: its sub-questions in order, or its answers.
    """

    gid: str
    qid: str
    parts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    ranks: tuple[str, ...] = ()


def read_numbers(lime_file: LimeFile) -> dict[str, LimeNumbers]:
    """Return the numbers of each question of a survey, by its code in small letters."""
    rows = {row.get("qid"): row for row in lime_file.rows("questions", "subquestions")}
    parts: dict[str, dict[tuple[str, str], str]] = {}
    for qid, row in sorted(rows.items(), key=lambda item: order_of(item[1], "question_order")):
        if row.get("parent_qid", "0") != "0":
            parts.setdefault(row.get("parent_qid"), {})[row.get("scale_id", "0"), row.get("title")] = qid
    answers: dict[str, list[str]] = {}
    for row in sorted(lime_file.rows("answers"), key=lambda row: order_of(row, "sortorder")):
        answers.setdefault(row.get("qid"), []).append(row.get("aid"))
    return {
        row.get("title").casefold(): LimeNumbers(
            gid=row.get("gid"),
            qid=qid,
            parts=parts.get(qid, {}),
            ranks=tuple(parts.get(qid, {}).values() or answers.get(qid, ())),
        )
        for qid, row in rows.items()
        if row.get("parent_qid", "0") == "0"
    }


def resolve_headings(
    headings: Sequence[str], columns: Sequence[LimeColumn], numbers: Mapping[str, LimeNumbers]
) -> dict[int, LimeColumn]:
    """Return the column that each heading names, by place; a heading that names none is absent.

    Two headings worded alike are told apart by their order, which is that of the questionnaire. The numbers of its
    questions are by code in small letters.
    """
    known = _HeadingIndex(columns, numbers)
    known.prefer_numbers = known.count_numbered(headings) > known.count_coded(headings)
    lime_columns: dict[int, LimeColumn] = {}
    taken: set[int] = set()
    for place, heading in enumerate(headings):
        left = [candidate for candidate in known.candidates(heading) if id(candidate) not in taken]
        if left:
            lime_columns[place] = left[0]
            taken.add(id(left[0]))
    return lime_columns


def is_numbered(heading: str) -> bool:
    """True when a heading is made of numbers that only the structure of the survey explains.

    >>> is_numbered("841748X3X26SQ001"), is_numbered("Q12_S34"), is_numbered("Q01[SQ001]")
    (True, True, False)
    """
    return bool(_NUMBERED.fullmatch(heading) or re.fullmatch(r"Q\d+(_[SCR]\w++|#\d)*", heading))


def code_before(heading: str) -> str:
    """Return the code that a heading « CODE. Words » begins with; empty when it begins with none.

    >>> code_before("id. Response ID"), code_before("Q1[SQ001]: Plan [Yes]"), code_before("Avez-vous un plan ?")
    ('id', 'Q1[SQ001]', '')
    """
    match = _BEFORE.match(heading.strip())
    return match[1] if match else ""


class _HeadingIndex:
    """Everything that a heading may be, made once for a file."""

    def __init__(self, columns: Sequence[LimeColumn], numbers: Mapping[str, LimeNumbers]) -> None:
        self.prefer_numbers = False
        self.coded: dict[str, LimeColumn] = {}
        self.numbered: dict[str, LimeColumn] = {}
        self.worded: dict[str, list[LimeColumn]] = {}
        self.comments: dict[str, list[LimeColumn]] = {}  # beside a choice, by the words of their question
        by_length = sorted(columns, key=lambda column: len(numbers[_key(column)].qid) if _key(column) in numbers else 0)
        for column in columns:
            self.coded.setdefault(f"{column.code}{_bracketed_codes(column)}".casefold(), column)
            self.coded.setdefault(_as_variable(column).casefold(), column)
            if column.role is ColumnRole.RANK:  # since version 7, a rank bears the code of a sub-question
                codes = list(column.codes)
                self.coded.setdefault(f"{column.code}[{codes[column.rank - 1]}]".casefold(), column)
            for words in _wordings(column):
                self.worded.setdefault(words, []).append(column)
            if [part.code for part in column.parts] == ["comment"]:
                for text in filter(None, (column.question.text.fr, column.question.text.en)):
                    self.comments.setdefault(_flat_words(text), []).append(column)
        for column in by_length:
            if _key(column) in numbers:
                self.numbered |= dict.fromkeys(_numbered_names(column, numbers[_key(column)]), column)

    def count_coded(self, headings: Sequence[str]) -> int:
        """Count the headings that are codes."""
        return sum(self._by_code(heading) is not None for heading in headings)

    def count_numbered(self, headings: Sequence[str]) -> int:
        """Count the headings that are numbers."""
        return sum(_number_key(heading) in self.numbered for heading in headings)

    def candidates(self, heading: str) -> list[LimeColumn]:
        """Columns that a heading may name, the surest first."""
        sure = [self._by_code(heading), self.numbered.get(_number_key(heading))]
        if self.prefer_numbers:
            sure.reverse()
        if certain := [column for column in sure if column]:
            return certain[:1]
        code = code_before(heading)
        if code.casefold() not in self.coded or _flat_words(heading) in self.worded:
            return self._in_words(heading)
        return [self.coded[code.casefold()], *self._in_words(heading.strip()[len(code) :].lstrip(" .:"))]

    def _by_code(self, heading: str) -> LimeColumn | None:
        return next((self.coded[code] for code in map(str.casefold, _codes_of(heading)) if code in self.coded), None)

    def _in_words(self, heading: str) -> list[LimeColumn]:
        words = _flat_words(heading)
        columns = self.worded.get(words) or self._by_abbreviation(heading)
        # a comment is headed « Comment » in the language of whoever exported it, or as its question is, a second time
        return [*columns, *self.comments.get(words.rpartition("[")[0] if words.endswith("]") else words, ())]

    def _by_abbreviation(self, heading: str) -> list[LimeColumn]:
        """Columns whose words begin as a heading of which some pieces were cut short, each piece for itself."""
        pieces = _PIECES.findall(_flat_words(heading))
        if not any(_CUT.fullmatch(piece.strip()) for piece in pieces):
            return []
        return [
            owner
            for words, owners in self.worded.items()
            for whole in [_PIECES.findall(words)]
            if len(pieces) == len(whole) and all(map(_begins, pieces, whole))
            for owner in owners
        ]


def _begins(piece: str, words: str) -> bool:
    """True when a piece is these words, whole or cut.

    LimeSurvey cuts in bytes: after the dots, the first letters of the words may come again.
    """
    cut = _CUT.fullmatch(piece.strip())
    if cut is None:
        return piece.strip() == words.strip()
    return words.strip().startswith(cut[1].strip()) and words.strip().startswith(cut[2].strip())


def _key(lime_column: LimeColumn) -> str:
    return lime_column.code.casefold()


def _bracketed_codes(lime_column: LimeColumn) -> str:
    """Codes of the parts as headings in codes write them: `[ROW_COLUMN]`, `[SQ001][1]`."""
    if len(lime_column.parts) == 2 and lime_column.parts[1].scale == "1":
        return f"[{lime_column.parts[0].code}_{lime_column.parts[1].code}]"
    return "".join(f"[{part.code}]" for part in lime_column.parts)


def _as_variable(lime_column: LimeColumn) -> str:
    """Name in LimeSurvey's expressions: parts after underscores, scales from 0."""
    codes = [part.code for part in lime_column.parts]
    if lime_column.is_dual:
        codes[1] = str(int(codes[1]) - 1)
    return "_".join([lime_column.code, *codes])


def _codes_of(heading: str) -> Iterator[str]:
    """Headings in codes that a heading may be another form of."""
    text = heading.strip()
    yield text
    if match := _DOTTED.fullmatch(text):
        yield f"{match[1]}[{match[2]}]" + (f"[{match[3]}]" if match[3] else "")


def _number_key(heading: str) -> str:
    match = _NUMBERED.fullmatch(heading.strip())
    return f"{match[1]}X{match[2]}" if match else heading.strip()


def _numbered_names(lime_column: LimeColumn, numbers: LimeNumbers) -> Iterator[str]:
    """Names by numbers of a column, in the older form and in that of version 7."""
    start, name = f"{numbers.gid}X{numbers.qid}", f"Q{numbers.qid}"
    codes = [part.code for part in lime_column.parts]
    if lime_column.is_dual:  # its scales are 0 and 1
        scale = int(codes[1]) - 1
        number = numbers.parts.get(("0", codes[0]), codes[0])
        yield from (f"{start}{codes[0]}{sign}{scale}" for sign in "#-_")
        yield from (f"{name}_S{line}{sign}{scale}" for line in (number, codes[0]) for sign in "#-_")
        return
    if codes == ["filecount"]:
        yield from (f"{start}_filecount", f"{name}_Cfilecount")
        return
    yield start + "_".join(codes)
    if lime_column.role is ColumnRole.RANK:
        numbered = numbers.ranks[lime_column.rank - 1 : lime_column.rank]
        yield from (f"{name}_{letter}{number}" for number in numbered for letter in "SR")
    yield name + "".join(_number_of_part(part.code, part.scale, numbers) for part in lime_column.parts)
    yield name + "".join(f"_S{code}" for code in codes)
    if lime_column.role is ColumnRole.RANK:
        yield f"{name}_R{codes[0]}"


def _number_of_part(code: str, scale: str | None, numbers: LimeNumbers) -> str:
    if scale is not None:
        return f"_S{numbers.parts.get((scale, code), code)}"
    base_code = code.removesuffix("comment")
    if base_code != code and base_code and ("0", base_code) in numbers.parts:
        return f"_S{numbers.parts['0', base_code]}_Ccomment"
    return f"_C{code}"


def _wordings(lime_column: LimeColumn) -> Iterator[str]:
    """Headings in words of a column, whole; the words of LimeSurvey may be in another language than the question."""
    french, english = lime_column.question.text.fr, lime_column.question.text.en
    labels = (
        [part.label.fr for part in lime_column.parts],
        [part.label.en or part.label.fr for part in lime_column.parts],
    )
    pairs = [(text, words) for text in (french, english) if text for words in labels]
    yield from dict.fromkeys(_flat_words(text + "".join(f"[{label}]" for label in words)) for text, words in pairs)
    for text in filter(None, (french, english)):
        if lime_column.label:  # a comment beside a choice
            for label in (lime_column.label.fr, lime_column.label.en):
                yield from (_flat_words(f"{text}[{label}][{word}]") for word in _COMMENT if label)
        if lime_column.role is ColumnRole.RANK:
            yield from (_flat_words(f"{text}[{word} {lime_column.parts[0].code}]") for word in _RANK)
        if [part.code for part in lime_column.parts] == ["filecount"]:
            yield _flat_words(f"filecount - {text}")


def _flat_words(text: str) -> str:
    """A heading without markup, case, and what blanks may vary in."""
    words = _BLANKS.sub(" ", from_html(text)).strip().casefold()
    return re.sub(r" ?([\[\]]) ?", r"\1", words)
