"""Actions whose labels stand beside what they name: the sheets of a document, the forms of a workbook."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autan.ground.tables.core.tables import Row, visible_text
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_files.core.axis_lines import is_axis, under_axis
from autan.plans.action_files.core.worksheets import AXES, WorksheetLayout, code_of, layout_of
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.core.choices import read_choice
from autan.plans.projects.core.fields import BY_CODE

_TITLED = re.compile(
    r"(?:fiche[ -]?(?:action)?|action)\s{0,3}(?:n°)?\s{0,3}[\w.]{0,9}\d\s{0,3}[:–—-]\s{0,3}(\S.{2,300})", re.IGNORECASE
)
_FORM_NUMBER = re.compile(r"(?:fiche(?:[ -]action)?|action)\s{1,3}(?:n°)?\s{0,3}\d[\d.]{0,9}", re.IGNORECASE)
_FORM = "Fiche action"
"""The label of a title beside the number of its form: « Fiche n° 3 », « Action 1.2 »."""
LONG_KINDS = frozenset({FieldKind.PROSE, FieldKind.NAMES})
"""Kinds of fields whose text may go on below."""
LEAST_LABELS = 3
_MOST_LABELS = 100
"""Texts of a line beyond which it is none of labels: a form is no wider."""
_UNLABELLED = "unlabelled"
_NUMBERED = "titre"
"""Label of a title that a number stands before: « Action 1.2 : Isoler »."""


def names_action(text: str) -> bool:
    """Say whether a text is the number and the title of an action: « Action 1.2 : Isoler »."""
    return _TITLED.fullmatch(text) is not None


@dataclass(frozen=False, slots=True, kw_only=True)
class LabelledAction:
    """One action whose labels stand beside what they name, as it is read: line, label and text of each code."""

    above: tuple[str, ...] = ()
    pairs: dict[str, tuple[int, str, str]] = field(default_factory=dict)

    def place_of(self, code: str, label: str) -> str:
        """Where a label is kept: « Contexte » and « Descriptif », two labels of one text, have places of their own."""
        own = self.pairs.get(code)
        is_other = own is not None and code != "title" and fold_accents(own[1]) != fold_accents(label)
        return f"{code}:{fold_accents(label)}" if is_other else code

    def go_on(self, line: int, text: str) -> None:
        """Add a text without a label to the one above it, where this may be long; else it describes the action."""
        place = next(reversed(self.pairs), "")
        field_above = BY_CODE.get(place.partition(":")[0])
        is_empty = place in self.pairs and not self.pairs[place][2]
        if not is_empty and (field_above is None or field_above.kind not in LONG_KINDS):
            place = _UNLABELLED
        first, label, value = self.pairs.get(place, (line, "Descriptif", ""))
        self.pairs[place] = first, label, f"{value}\n{text}".strip()

    def read(self, known: Mapping[str, str]) -> tuple[WorksheetLayout, Row]:
        """The action as headings and one line below them."""
        line, texts = next(iter(self.pairs.values()))[0], list(self.pairs.values())
        layout = layout_of(Row(line - 1, [label for _line, label, _value in texts]), known)
        return layout, Row(line, [value or None for _line, _label, value in texts])


def labelled_actions(rows: Sequence[Row], known: Mapping[str, str]) -> list[LabelledAction]:
    """Return the actions of a sheet whose labels stand in a column, what they name beside."""
    actions = [LabelledAction()]
    above: tuple[str, ...] = ()
    lines = set[int]()
    for row in rows:
        for label, value in _pairs(row, known) if len(row.cells) <= _MOST_LABELS else ():
            code = code_of(label, known) or ""
            if not label and is_axis(value):
                above = under_axis(above, value)
                actions.append(LabelledAction(above=above))
            elif not label:
                actions[-1].go_on(row.line, value)
            else:
                if actions[-1].place_of(code, label) in actions[-1].pairs and "title" in actions[-1].pairs:
                    actions.append(LabelledAction(above=above))
                actions[-1].pairs[actions[-1].place_of(code, label)] = row.line, label, value
                # numbered titles may be those of a table: together they are one label
                lines.add(row.line if label != _NUMBERED else 0)
    if len(lines) < LEAST_LABELS:
        return []
    filled = [action for action in actions if any(code not in {"title", _UNLABELLED} for code in action.pairs)]
    return [action for action in filled if action.read(known)[0].score]


def _pairs(row: Row, known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Labels of a line and what stands beside each; a text without a label goes on with the one above."""
    texts = [text for cell in row.cells if (text := visible_text(cell))]
    pairs: list[tuple[str, str]] = []
    while texts:
        text = texts.pop(0)
        if match := _TITLED.fullmatch(text):
            texts[:0] = [_NUMBERED, match[1]]
            continue
        # « Action 5 » may be a title, except where it stands in a pair
        is_form = texts and _FORM_NUMBER.fullmatch(text) and (len(row.cells) == 2 or text[0] in "Ff")
        text = _FORM if is_form else text
        code = code_of(text, known)
        if code == "title" and texts and code_of(texts[0], known):
            # a heading that is itself a label names no action
            continue
        if code is None:
            label, sign, rest = text.partition(":")
            is_axis_line = code_of(label, known) in AXES and re.search(r"\d", label)
            if sign and code_of(label, known) and not is_axis_line:
                pairs.append((label.strip(), rest.strip()))
            elif pairs and pairs[-1][1]:
                pairs[-1] = pairs[-1][0], f"{pairs[-1][1]}\n{text}"
            else:
                pairs.append(("", text))
        elif texts and (code_of(texts[0], known) is None or _is_choice(code, texts[0])):
            value = texts.pop(0)
            numbered = _TITLED.fullmatch(value) if code == "title" else None
            pairs.append((text, numbered[1] if numbered else value))
        else:
            pairs.append((text, ""))
    return pairs


def _is_choice(code: str, text: str) -> bool:
    """True for a label that a field may be filled with: « Réalisé » is a status, and what was spent."""
    choices = BY_CODE[code].choices if code in BY_CODE else None
    return choices is not None and read_choice(choices, text) is not None
