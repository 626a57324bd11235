"""Files that hold responses of LimeSurvey: a table, a table by itself (.lsr), or an archive (.lsa)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import Table
from autan.ground.tables.importers.tables import SEPARATED
from autan.survey.campaigns.core.exchange import AnswerSheet
from autan.survey.formats.importers.answers.readers import AnswerSource
from autan.survey.formats.importers.answers.side_tables import with_participants
from autan.survey.limesurvey.core.headings import LimeNumbers, read_numbers
from autan.survey.limesurvey.importers.answers import is_limesurvey, read_lime_answers, unescape_formulas
from autan.survey.limesurvey.importers.archive import participants_of, read_lime_archive, table_of
from autan.survey.limesurvey.importers.xml import read_lime_file


def is_responses(tables: Sequence[Table]) -> bool:
    """True when the first table begins with the columns of LimeSurvey’s responses."""
    return is_limesurvey(tables[0].headings)


def read_responses(tables: Sequence[Table], source: AnswerSource) -> AnswerSheet:
    """Return the respondents of a table of responses.

    Raises ImportFileError: no column answers a question, or the structure beside it is none of LimeSurvey.
    """
    is_separated = PurePath(source.file).suffix.lower() in SEPARATED
    return read_lime_answers(unescape_formulas(tables[0]) if is_separated else tables[0], source, _numbers(source))


def read_response_file(data: bytes, source: AnswerSource) -> AnswerSheet:
    """Return the respondents of an .lsr or of an .lsa, with what its participants tell of them.

    Raises ImportFileError: a damaged file, an archive without responses, or no column that answers a question.
    """
    if PurePath(source.file).suffix.lower() == ".lsr":
        lime_file = read_lime_file(data, source.file, kinds=("Responses",))
        return read_lime_answers(table_of(lime_file), source, _numbers(source))
    archive = read_lime_archive(data, source.file)
    if archive.responses is None:
        expected = "des réponses (cette archive n’a que la structure de l’enquête)"
        raise ImportFileError(source.file, [Fault(expected=expected)])
    inner, structure = archive.structure
    numbers = _numbers(source) or read_numbers(read_lime_file(structure, f"{source.file}/{inner}"))
    sheet = read_lime_answers(table_of(archive.responses), source, numbers)
    left = [Fault(value=name, expected="un fichier de réponses (celui-ci n’est pas lu)") for name in archive.left]
    sheet = replace(sheet, warnings=(*sheet.warnings, *left))
    return with_participants(sheet, participants_of(archive.participants)) if archive.participants else sheet


def _numbers(source: AnswerSource) -> Mapping[str, LimeNumbers]:
    """Numbers that the structure beside the file gives to its questions; none without a structure."""
    if source.structure is None:
        return {}
    data, file = source.structure
    if PurePath(file).suffix.lower() == ".lsa":
        inner, data = read_lime_archive(data, file).structure
        file = f"{file}/{inner}"
    return read_numbers(read_lime_file(data, file))
