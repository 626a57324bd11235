"""Tab-separated structures of LimeSurvey (.txt) read into the same tables as an .lss.

Order gives parentage. Files come either language by language or item by item: an item met again in another language is
the same item. Rows of a class that has no table here (quotas, assessments) are kept whole, as `tsv_<class>`.
"""

from dataclasses import dataclass, field
from itertools import islice, zip_longest

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.importers.delimited import decode_text, separated_rows
from autan.ground.wordings import Sentence
from autan.survey.limesurvey.core.tables import (
    ANSWER,
    COLUMNS,
    GROUP,
    KEPT,
    PART,
    QUESTION,
    LimeFile,
    LimeRow,
    RowClass,
)

_WANTED = ("class", "type/scale", "name", "text", "language")
_CLASSES = {row_class.name: row_class for row_class in (GROUP, QUESTION, PART, ANSWER)}
_NO_ATTRIBUTES = frozenset(COLUMNS) - {"assessment_value"}  # of an answer, and an attribute of a question
_EXPECTED = {
    "Q": Sentence("une question dans un groupe"),
    "SQ": Sentence("une sous-question sous une question"),
    "A": Sentence("une réponse proposée sous une question"),
}
LOCALISED = frozenset(
    {"suffix", "prefix", "em_validation_q_tip", "em_validation_sq_tip", "other_replace_text", "time_limit_message"}
    | {"time_limit_warning_message", "time_limit_countdown_message", "dualscale_headera", "dualscale_headerb"}
    | {"dropdown_prepostfix", "dropdown_separators", "slider_separator", "choice_title", "rank_title"}
)
"""Attributes that have a value for each language."""

type Cells = dict[str, str]
type Path = tuple[str, ...]
"""What tells an item from the others, whatever the language of its row."""


def read_text_structure(data: bytes, file: str) -> LimeFile:
    """Return the tables of a tab-separated structure.

    Raises ImportFileError: no text, a text without end, no heading of LimeSurvey, a question outside any group, or an
    answer outside any question.
    """
    rows = separated_rows(decode_text(data, file), file, separator="\t")
    headings = [str(cell or "") for row in islice(rows, 1) for cell in row.cells]
    missing = [column for column in _WANTED if column not in headings]
    if missing:
        expected = Sentence("les en-têtes de LimeSurvey ({missing} manquent)", missing=", ".join(missing))
        raise ImportFileError(file, [Fault(row=1, expected=expected)])
    reading = _Reading(lime_file=LimeFile(name=file, kind="Survey"))
    for row in rows:
        cells = dict(zip_longest(headings, (str(cell or "") for cell in row.cells[: len(headings)]), fillvalue=""))
        reading.add({name: cell for name, cell in cells.items() if name}, row.line)
    reading.findings.require_none(file)
    return reading.finish()


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The tables of one file, as they grow.

    Attributes:
        ids: number of each item by its path, which a row in another language has too.
        open: path of the group and of the question under way, by class; empty before the first.
        attributes: values by question and name, then by language.
    """

    lime_file: LimeFile
    findings: Findings = field(default_factory=Findings)
    settings: Cells = field(default_factory=dict)
    ids: dict[Path, str] = field(default_factory=dict)
    seen: set[tuple[Path, str]] = field(default_factory=set)
    open: dict[str, Path] = field(default_factory=lambda: {"G": (), "Q": ()})
    attributes: dict[tuple[str, str], Cells] = field(default_factory=dict)

    def add(self, row: Cells, line: int) -> None:
        """Take one row in; an empty one is none."""
        kind = row["class"].strip()
        if kind == "S":
            self.settings[row["name"]] = row["text"]
        elif kind == "SL":
            settings_rows = self.lime_file.rows("surveys_languagesettings")
            settings = next(
                (
                    settings_row
                    for settings_row in settings_rows
                    if settings_row.get("surveyls_language") == row["language"]
                ),
                None,
            )
            settings = settings or self._put_row("surveys_languagesettings", line, surveyls_language=row["language"])
            settings.values[row["name"]] = row["text"]
        elif kind in _CLASSES:
            self._take_item(_CLASSES[kind], row, line)
        elif kind or any(row.values()):
            cells = {name.replace("/", "_"): cell for name, cell in row.items() if cell}
            self._put_row(f"{KEPT}{kind or 'none'}", line, **cells)

    def _put_row(self, table: str, line: int, **values: str) -> LimeRow:
        row = LimeRow(values=values, line=line)
        self.lime_file.tables.setdefault(table, []).append(row)
        return row

    def _take_item(self, row_class: RowClass, row: Cells, line: int) -> None:
        """An item in one language; its first row tells what does not depend on the language."""
        holder = self.open[{"gid": "G", "": "Q"}.get(row_class.holder, "Q")] if row_class.holder else ()
        if row_class.holder and not holder:
            self.findings.refuse(_EXPECTED[row_class.name], row=line, column=row["class"], value=row["name"])
            return
        number, path, is_new = self._settle(self._path(row_class, row, holder), row["language"])
        if is_new:
            values = {
                name: row.get(column) or row_class.usual.get(name, "") for name, column in row_class.columns.items()
            }
            place = {row_class.key: number, row_class.order: str(len(self.lime_file.rows(row_class.table)) + 1)}
            place |= {row_class.holder: self.ids[holder]} if row_class.holder else {}
            self._put_row(row_class.table, line, **{"sid": self.settings.get("sid", ""), **place, **values})
        texts = {name: row.get(column, "") for name, column in row_class.texts.items()}
        self._put_row(row_class.wordings, line, **{row_class.key: number, **texts, "language": row["language"]})
        if row_class.name in self.open:
            self.open[row_class.name] = path
        if row_class is QUESTION:
            for name in row.keys() - _NO_ATTRIBUTES:
                if row[name]:
                    self.attributes.setdefault((number, name), {})[row["language"]] = row[name]
        if row_class in (QUESTION, PART) and row.get("default"):
            question = number if row_class is QUESTION else self.ids[holder]
            self._put_default(row, line, question, "0" if row_class is QUESTION else number)

    def _path(self, row_class: RowClass, row: Cells, holder: Path) -> Path:
        """Groups are told by their number or their place, questions by their code, parts by scale and code."""
        if row_class is GROUP:
            rank = sum(path[0] == "G" and language == row["language"] for path, language in self.seen)
            return ("G", row.get("id") or row["type/scale"] or f"rank {rank}")
        return (
            ("Q", row["name"])
            if row_class is QUESTION
            else (*holder, row_class.name, row["type/scale"] or "0", row["name"])
        )

    def _settle(self, path: Path, language: str) -> tuple[str, Path, bool]:
        """Number of an item, its path, and whether it is new; one met twice in a language is another one."""
        while (path, language) in self.seen:
            path = (*path, "again")
        self.seen.add((path, language))
        is_new = path not in self.ids
        if is_new:
            self.ids[path] = str(len(self.ids) + 1)
        return self.ids[path], path, is_new

    def _put_default(self, row: Cells, line: int, qid: str, sqid: str) -> None:
        defaults = self.lime_file.rows("defaultvalues")
        identifiers = (
            default.get("dvid") for default in defaults if (default.get("qid"), default.get("sqid")) == (qid, sqid)
        )
        dvid = next(identifiers, "")
        if not dvid:
            dvid = str(len(defaults) + 1)
            self._put_row("defaultvalues", line, dvid=dvid, qid=qid, scale_id="0", sqid=sqid)
        self._put_row("defaultvalue_l10ns", line, dvid=dvid, language=row["language"], defaultvalue=row["default"])

    def finish(self) -> LimeFile:
        """Return the tables, with the languages and the attributes."""
        met = [row.get("language") for row in self.lime_file.rows("question_l10ns", "group_l10ns")]
        languages = [self.settings.get("language", ""), *self.settings.get("additional_languages", "").split(), *met]
        self.lime_file.languages = list(dict.fromkeys(filter(None, languages)))
        if self.settings:
            self._put_row("surveys", 1, **self.settings)
        for (qid, name), values in self.attributes.items():
            # one without language is written on the rows of one language, or the same on all
            is_shared = name.casefold() not in LOCALISED and len(set(values.values())) == 1
            for language, value in {"": next(iter(values.values()))}.items() if is_shared else values.items():
                self._put_row("question_attributes", 1, qid=qid, attribute=name, value=value, language=language)
        return self.lime_file
