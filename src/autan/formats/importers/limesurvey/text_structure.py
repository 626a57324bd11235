"""Tab-separated structures of LimeSurvey (.txt) read into the same tables as an .lss.

One row a setting, group, question, sub-question or answer and a language; order gives parentage. Files come either
language by language or item by item: an item met again in another language is the same item. Rows of a class that has
no table here (quotas, assessments) are kept whole, as `tsv_<class>`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from autan.errors import Fault, ImportFileError
from autan.formats.core.limesurvey.tables import TEXT_COLUMNS, TEXT_KEPT, TEXT_QUESTIONS, LimeFile, LimeRow
from autan.intake.core.findings import Findings
from autan.intake.importers.delimited import decode_text, separated_rows

_WANTED = ("class", "type/scale", "name", "text", "language")
_NO_ATTRIBUTES = frozenset({*TEXT_COLUMNS, "question_theme_name"})
_WHEN_EMPTY = {"other": "N", "mandatory": "N", "encrypted": "N", "relevance": "1"}
LOCALISED = frozenset(
    {"suffix", "prefix", "em_validation_q_tip", "em_validation_sq_tip", "other_replace_text", "time_limit_message"}
    | {"time_limit_warning_message", "time_limit_countdown_message", "dualscale_headera", "dualscale_headerb"}
    | {"dropdown_prepostfix", "dropdown_separators", "slider_separator", "choice_title", "rank_title"}
)

type Path = tuple[str, ...]
"""What tells an item from the others, whatever the language of its row."""


def read_text_structure(data: bytes, file: str) -> LimeFile:
    """Return the tables of a tab-separated structure.

    Args:
        data: the whole file.
        file: its name, for the errors.

    Raises:
        ImportFileError: no text, a text without end, no heading of LimeSurvey, a question outside any group, or an
            answer outside any question.
    """
    rows = separated_rows(decode_text(data, file), file, separator="\t")
    headings = [str(cell or "") for row in islice(rows, 1) for cell in row.cells]
    missing = [column for column in _WANTED if column not in headings]
    if missing:
        expected = f"les en-têtes de LimeSurvey ({', '.join(missing)} manquent)"
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
        found: the tables.
        findings: rows without a place.
        settings: settings of the survey, by name.
        ids: number of each item by its path, which a row in another language has too.
        seen: paths met, with their languages.
        group: path of the group that questions go to.
        question: path of the question that parts go to.
        attributes: values by question and name, then by language.
    """

    found: LimeFile
    findings: Findings = field(default_factory=Findings)
    settings: dict[str, str] = field(default_factory=dict)
    ids: dict[Path, str] = field(default_factory=dict)
    seen: set[tuple[Path, str]] = field(default_factory=set)
    group: Path = ()
    question: Path = ()
    attributes: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def add(self, row: dict[str, str], line: int) -> None:
        """Take one row in; an empty one is none."""
        kind = row["class"].strip()
        if kind in _ADDERS:
            _ADDERS[kind](self, row, line)
        elif kind or any(row.values()):
            kept = {name.replace("/", "_"): cell for name, cell in row.items() if cell}
            self._put(f"{TEXT_KEPT}{kind or 'none'}", line, **kept)

    def _put(self, table: str, line: int, **values: str) -> None:
        self.found.tables.setdefault(table, []).append(LimeRow(values=values, line=line))

    def _settle(self, path: Path, row: dict[str, str]) -> tuple[str, Path, bool]:
        """Number of an item, its path, and whether it is new; one met twice in a language is another one."""
        while (path, row["language"]) in self.seen:
            path = (*path, "again")
        self.seen.add((path, row["language"]))
        is_new = path not in self.ids
        if is_new:
            self.ids[path] = str(len(self.ids) + 1)
        return self.ids[path], path, is_new

    def setting(self, row: dict[str, str], line: int) -> None:
        """A setting of the survey."""
        del line
        self.settings[row["name"]] = row["text"]

    def wording(self, row: dict[str, str], line: int) -> None:
        """A text of the survey in one language."""
        known = self.found.rows("surveys_languagesettings")
        found = next((each for each in known if each.get("surveyls_language") == row["language"]), None)
        if found is None:
            self._put("surveys_languagesettings", line, surveyls_language=row["language"])
            found = self.found.tables["surveys_languagesettings"][-1]
        found.values[row["name"]] = row["text"]

    def take_group(self, row: dict[str, str], line: int) -> None:
        """A group in one language; groups are told by their number or their order."""
        language = row["language"]
        key = row.get("id") or row["type/scale"]
        if not key:
            key = f"rank {sum(path[0] == 'G' and other == language for path, other in self.seen)}"
        gid, self.group, is_new = self._settle(("G", key), row)
        if is_new:
            told = {"grelevance": row.get("relevance", ""), "randomization_group": row.get("random_group", "")}
            self._put("groups", line, gid=gid, group_order=row["type/scale"] or gid, **told)
        self._put("group_l10ns", line, gid=gid, group_name=row["name"], description=row["text"], language=language)

    def take_question(self, row: dict[str, str], line: int) -> None:
        """A question in one language, with its attributes."""
        if not self.group:
            self._refuse(row, line, "une question dans un groupe")
            return
        qid, self.question, is_new = self._settle(("Q", row["name"]), row)
        if is_new:
            told = {name: row.get(column) or _WHEN_EMPTY.get(column, "") for name, column in TEXT_QUESTIONS.items()}
            order = str(len(self.found.rows("questions")) + 1)
            place = {"parent_qid": "0", "sid": self.settings.get("sid", ""), "gid": self.ids[self.group]}
            self._put("questions", line, qid=qid, **place, question_order=order, **told)
        texts = {"question": row["text"], "help": row.get("help", ""), "language": row["language"]}
        self._put("question_l10ns", line, qid=qid, **texts)
        self._default(row, line, qid, "0")
        for name, cell in row.items():
            if cell and name not in _NO_ATTRIBUTES:
                self.attributes.setdefault((qid, name), {})[row["language"]] = cell

    def take_part(self, row: dict[str, str], line: int) -> None:
        """A sub-question in one language."""
        qid, is_new = self._option(row, line, "une sous-question sous une question")
        if is_new:
            place = {"parent_qid": self.ids[self.question], "scale_id": row["type/scale"] or "0"}
            order = str(len(self.found.rows("subquestions")) + 1)
            told = {"title": row["name"], "question_order": order, "relevance": row.get("relevance") or "1"}
            self._put("subquestions", line, qid=qid, **place, **told)
        if qid:
            self._put("question_l10ns", line, qid=qid, question=row["text"], language=row["language"])
            self._default(row, line, self.ids[self.question], qid)

    def take_answer(self, row: dict[str, str], line: int) -> None:
        """An answer proposed, in one language."""
        aid, is_new = self._option(row, line, "une réponse proposée sous une question")
        if is_new:
            place = {"qid": self.ids[self.question], "scale_id": row["type/scale"] or "0"}
            told = {"code": row["name"], "assessment_value": row.get("assessment_value", "")}
            self._put("answers", line, aid=aid, **place, sortorder=str(len(self.found.rows("answers"))), **told)
        if aid:
            self._put("answer_l10ns", line, aid=aid, answer=row["text"], language=row["language"])

    def _option(self, row: dict[str, str], line: int, expected: str) -> tuple[str, bool]:
        """Number of a part of the question under way, and whether it is new; empty when there is no question."""
        if not self.question:
            self._refuse(row, line, expected)
            return "", False
        path = (*self.question, row["class"], row["type/scale"] or "0", row["name"])
        number, _, is_new = self._settle(path, row)
        return number, is_new

    def _default(self, row: dict[str, str], line: int, qid: str, sqid: str) -> None:
        if row.get("default"):
            known = self.found.rows("defaultvalues")
            same = (each.get("dvid") for each in known if (each.get("qid"), each.get("sqid")) == (qid, sqid))
            dvid = next(same, str(len(known) + 1))
            if len(known) < int(dvid):
                self._put("defaultvalues", line, dvid=dvid, qid=qid, scale_id="0", sqid=sqid)
            self._put("defaultvalue_l10ns", line, dvid=dvid, language=row["language"], defaultvalue=row["default"])

    def _refuse(self, row: dict[str, str], line: int, expected: str) -> None:
        self.findings.refuse(expected, row=line, column=row["class"], value=row["name"])

    def finish(self) -> LimeFile:
        """Return the tables, with the languages and the attributes."""
        met = [row.get("language") for row in self.found.rows("question_l10ns", "group_l10ns")]
        base = self.settings.get("language", "")
        wanted = [base, *self.settings.get("additional_languages", "").split(), *met]
        self.found.languages = list(dict.fromkeys(language for language in wanted if language))
        if self.settings:
            self._put("surveys", 1, **self.settings)
        for (qid, name), values in self.attributes.items():
            # one without language is written on the rows of one language, or the same on all
            is_shared = name.casefold() not in LOCALISED and len(set(values.values())) == 1
            for language, value in {"": next(iter(values.values()))}.items() if is_shared else values.items():
                self._put("question_attributes", 1, qid=qid, attribute=name, value=value, language=language)
        return self.found


_ADDERS: dict[str, Callable[[_Reading, dict[str, str], int], None]] = {
    "S": _Reading.setting,
    "SL": _Reading.wording,
    "G": _Reading.take_group,
    "Q": _Reading.take_question,
    "SQ": _Reading.take_part,
    "A": _Reading.take_answer,
}
