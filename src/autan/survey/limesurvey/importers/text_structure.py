"""Tab-separated structures of LimeSurvey (.txt) read into the same tables as an .lss.

Order gives parentage. Files come either language by language or item by item: an item met again in another language is
the same item. Rows of a class that has no table here (quotas, assessments) are kept whole, as `tsv_<class>`.
"""

from dataclasses import dataclass, field
from itertools import islice, zip_longest

from autan.ground.errors import Fault, ImportFileError, Sentence
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.importers.delimited import decode_text, separated_rows
from autan.survey.limesurvey.core.layout import ANSWER, COLUMNS, GROUP, KEPT, PART, QUESTION, RowClass
from autan.survey.limesurvey.core.tables import LimeFile, LimeRow

_WANTED = ("class", "type/scale", "name", "text", "language")
_CLASSES = {found.name: found for found in (GROUP, QUESTION, PART, ANSWER)}
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

    Raises:
        ImportFileError: no text, a text without end, no heading of LimeSurvey, a question outside any group, or an
            answer outside any question.
    """
    rows = separated_rows(decode_text(data, file), file, separator="\t")
    headings = [str(cell or "") for row in islice(rows, 1) for cell in row.cells]
    missing = [column for column in _WANTED if column not in headings]
    if missing:
        expected = Sentence("les en-têtes de LimeSurvey ({missing} manquent)", missing=", ".join(missing))
        raise ImportFileError(file, [Fault(row=1, expected=expected)])
    reading = _Reading(found=LimeFile(name=file, kind="Survey"))
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
        seen: paths met, with their languages.
        open: path of the group and of the question under way, by class; empty before the first.
        attributes: values by question and name, then by language.
    """

    found: LimeFile
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
            known = self.found.rows("surveys_languagesettings")
            found = next((each for each in known if each.get("surveyls_language") == row["language"]), None)
            found = found or self._put("surveys_languagesettings", line, surveyls_language=row["language"])
            found.values[row["name"]] = row["text"]
        elif kind in _CLASSES:
            self._take(_CLASSES[kind], row, line)
        elif kind or any(row.values()):
            kept = {name.replace("/", "_"): cell for name, cell in row.items() if cell}
            self._put(f"{KEPT}{kind or 'none'}", line, **kept)

    def _put(self, table: str, line: int, **values: str) -> LimeRow:
        row = LimeRow(values=values, line=line)
        self.found.tables.setdefault(table, []).append(row)
        return row

    def _take(self, found: RowClass, row: Cells, line: int) -> None:
        """An item in one language; its first row tells what does not depend on the language."""
        holder = self.open[{"gid": "G", "": "Q"}.get(found.holder, "Q")] if found.holder else ()
        if found.holder and not holder:
            self.findings.refuse(_EXPECTED[found.name], row=line, column=row["class"], value=row["name"])
            return
        number, path, is_new = self._settle(self._path(found, row, holder), row["language"])
        if is_new:
            told = {name: row.get(column) or found.usual.get(name, "") for name, column in found.columns.items()}
            place = {found.key: number, found.order: str(len(self.found.rows(found.table)) + 1)}
            place |= {found.holder: self.ids[holder]} if found.holder else {}
            self._put(found.table, line, **{"sid": self.settings.get("sid", ""), **place, **told})
        texts = {name: row.get(column, "") for name, column in found.texts.items()}
        self._put(found.wordings, line, **{found.key: number, **texts, "language": row["language"]})
        if found.name in self.open:
            self.open[found.name] = path
        if found is QUESTION:
            for name in row.keys() - _NO_ATTRIBUTES:
                if row[name]:
                    self.attributes.setdefault((number, name), {})[row["language"]] = row[name]
        if found in (QUESTION, PART) and row.get("default"):
            question = number if found is QUESTION else self.ids[holder]
            self._put_default(row, line, question, "0" if found is QUESTION else number)

    def _path(self, found: RowClass, row: Cells, holder: Path) -> Path:
        """Groups are told by their number or their place, questions by their code, parts by scale and code."""
        if found is GROUP:
            rank = sum(path[0] == "G" and language == row["language"] for path, language in self.seen)
            return ("G", row.get("id") or row["type/scale"] or f"rank {rank}")
        return ("Q", row["name"]) if found is QUESTION else (*holder, found.name, row["type/scale"] or "0", row["name"])

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
        known = self.found.rows("defaultvalues")
        same = (each.get("dvid") for each in known if (each.get("qid"), each.get("sqid")) == (qid, sqid))
        dvid = next(same, "")
        if not dvid:
            dvid = str(len(known) + 1)
            self._put("defaultvalues", line, dvid=dvid, qid=qid, scale_id="0", sqid=sqid)
        self._put("defaultvalue_l10ns", line, dvid=dvid, language=row["language"], defaultvalue=row["default"])

    def finish(self) -> LimeFile:
        """Return the tables, with the languages and the attributes."""
        met = [row.get("language") for row in self.found.rows("question_l10ns", "group_l10ns")]
        wanted = [self.settings.get("language", ""), *self.settings.get("additional_languages", "").split(), *met]
        self.found.languages = list(dict.fromkeys(filter(None, wanted)))
        if self.settings:
            self._put("surveys", 1, **self.settings)
        for (qid, name), values in self.attributes.items():
            # one without language is written on the rows of one language, or the same on all
            is_shared = name.casefold() not in LOCALISED and len(set(values.values())) == 1
            for language, value in {"": next(iter(values.values()))}.items() if is_shared else values.items():
                self._put("question_attributes", 1, qid=qid, attribute=name, value=value, language=language)
        return self.found
