"""How files of answers of other tools are read; the rooms of these tools register theirs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import Table
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet
from autan.survey.questionnaires.core.questionnaire import Questionnaire

type LookAtRows = Callable[[Iterable[AnswerRow]], None]
"""Is given the first respondents of a file before its answers are read, and may refuse it."""
_LOOKED_AT = 5_000  # rows; of one territory each, they outnumber the members of any network


def look_at(look: LookAtRows | None, respondents: Iterable[AnswerRow]) -> None:
    """Show the first respondents of a file, without their answers, to who may refuse it."""
    if look is not None:
        look(islice(respondents, _LOOKED_AT))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSource:
    """What a file of answers is read with.

    Attributes:
        structure: content and name of the file that explains its columns, or None.
        decimal_mark: comma or dot, where who gives the file says which; empty where it is to be asked.
    """

    file: str
    questionnaire: Questionnaire
    findings: Findings
    structure: tuple[bytes, str] | None = None
    look: LookAtRows | None = None
    decimal_mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReader:
    """How the files of answers of one tool are read.

    Attributes:
        extensions: endings of the files that no other tool writes, with their dot.
        knows: says whether the tables of a workbook or of a separated text are of this tool.
    """

    extensions: tuple[str, ...] = ()
    read_file: Callable[[bytes, AnswerSource], AnswerSheet] | None = None
    knows: Callable[[Sequence[Table]], bool]
    read_tables: Callable[[Sequence[Table], AnswerSource], AnswerSheet]
