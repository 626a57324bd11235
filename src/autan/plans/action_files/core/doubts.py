"""What is in doubt in a file of actions, told at its place and decided beside the preview; names of persons masked."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from autan.evidence.imports.core import Question
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import MAX_SHOWN, Findings
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence, Text
from autan.plans.action_files.core.amounts import (
    COMMA,
    DAY_FIRST,
    DAYS,
    DECIMAL,
    DOT,
    MONTH_FIRST,
    TAX,
    THOUSANDS,
    UNIT,
    UNITS,
)
from autan.plans.action_files.core.proposals import propose_choice, propose_text
from autan.plans.action_files.core.worksheets import COLUMN_CHOICES
from autan.plans.projects.core.choices import read_choice
from autan.plans.projects.core.fields import BY_CODE, expected_in

MASKED = "[…]"
_MASKS = (
    # Bounded as addresses are (RFC 5321): without bounds, each sign of a long word would be read again to its end.
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,190}\w"),
    re.compile(r"(?<!\d)(?:0|\+33[ .]?)\d(?:[ .-]?\d{2}){4}(?!\d)"),
    re.compile(r"\b(?:M\.|MM\.|Mme|Mlle|Mr|Monsieur|Madame)\s+[A-ZÉ][\w’'-]+(?:\s+[A-ZÉ][\w’'-]+)*"),
)


def mask_people(text: str) -> tuple[str, int]:
    """Return a text without e-mails, telephones and names of persons, and how many were taken out.

    >>> mask_people("Voir Mme Ada Lovelace, ada@exemple.fr.")
    ('Voir […], […].', 2)
    """
    masked = 0
    for mask in _MASKS:
        text, times = mask.subn(MASKED, text)
        masked += times
    return text, masked


NOTHING = "-"
"""The decision that leaves a cell empty."""
TAKE, LEAVE = "take", "leave"
OF_SHEETS = Sentence("Feuilles, lignes et colonnes")
OF_COLUMNS = Sentence("Ce que valent les colonnes")
OF_AMOUNTS = Sentence("Montants et dates, pour tout le fichier")
OF_VALUES = Sentence("Mots du fichier et choix des fiches")
OF_CELLS = Sentence("Cellules en doute")
OF_SENTENCES = Sentence("Phrases qui sont peut-être des actions")
TAKING = ((TAKE, Sentence("prendre")), (LEAVE, Sentence("laisser")))
AXES_OR_ACTIONS = ((TAKE, Sentence("des axes")), (LEAVE, Sentence("des actions")))
PARTS_OR_ACTIONS = ((TAKE, Sentence("des parties de celle d’au-dessus")), (LEAVE, Sentence("des actions")))
_SIGNS = ((THOUSANDS, Sentence("il sépare les milliers")),
          (DECIMAL, Sentence("il sépare les décimales")))  # fmt: skip
_OF_FILE: Mapping[str, tuple[str, tuple[tuple[str, Text], ...]]] = {
    DOT: (Sentence("Le point suivi de trois chiffres"), _SIGNS),
    COMMA: (Sentence("La virgule suivie de trois chiffres"), _SIGNS),
    UNIT: (Sentence("L’unité des montants qui n’en disent pas"),
           tuple((code, Text(unit, unit)) for code, unit in UNITS.items())),
    TAX: (Sentence("HT ou TTC, où rien ne le dit"), (("ht", Sentence("HT")), ("ttc", Sentence("TTC")),
          ("not_stated", Sentence("non précisé")))),
    DAYS: (Sentence("Les dates comme 03/04/2026"), ((DAY_FIRST, Sentence("jour, puis mois")),
           (MONTH_FIRST, Sentence("mois, puis jour")))),
}  # fmt: skip


def answers_to(key: str) -> Collection[str] | None:
    """Return what a question may be answered by; None where one types, nothing for what no import asks.

    >>> answers_to("file:days"), answers_to("cell::2:title"), answers_to("rien")
    (('day', 'month'), None, ())
    """
    kind, _colon, rest = key.partition(":")
    if key in _OF_FILE:
        return tuple(code for code, _label in _OF_FILE[key][1])
    if kind == "column":
        return tuple(code for code, _label in COLUMN_CHOICES)
    if kind in {"sheet", "rows", "columns", "lines", "parts", "sentence"}:
        return TAKE, LEAVE
    field_of_words = BY_CODE.get(rest.partition(":")[0])
    if kind == "value" and field_of_words and field_of_words.choices:
        return NOTHING, *(member.value for member in field_of_words.choices)
    return None if kind == "cell" else ()


def checked_decisions(decisions: Mapping[str, str]) -> tuple[dict[str, str], list[Fault]]:
    """Part the decisions that answer their question from those that do not: these are faults, and decide nothing."""
    valid, faults = {}, []
    for key, answer in decisions.items():
        answers = answers_to(key)
        if answers is None or answer in answers:
            valid[key] = answer
            continue
        possible = Sentence("l’une de ces réponses : {answers}", answers=", ".join(answers))
        expected = possible if answers else "une question que cet import pose"
        faults.append(Fault(column=key, value=answer[:MAX_SHOWN], expected=expected))
    return valid, faults


@dataclass(frozen=False, slots=True, kw_only=True)
class Doubts:
    """What one reading of a file finds in doubt; grows during this reading only.

    Attributes:
        decisions: what was decided, by key of a question.
        days: whether dates are day or month first; empty while that is open.
    """

    decisions: Mapping[str, str] = field(default_factory=dict)
    days: str = DAY_FIRST
    findings: Findings = field(default_factory=lambda: Findings(stops=False))
    questions: dict[str, Question] = field(default_factory=dict)

    def ask(
        self,
        key: str,
        group: Text,
        text: str,
        *,
        value: str = "",
        choices: tuple[tuple[str, Text], ...] = (),
        proposal: str = "",
        fault: Fault | None = None,
    ) -> str:
        """Ask something once, and return what was decided of it; a fault is noted where nothing was.

        What is asked again is in doubt at its first place alone.
        """
        decision = self.decisions.get(key, "")
        if key in self.questions and not (fault and not self.questions[key].is_open):
            return decision
        self.questions[key] = Question(
            key=key,
            group=group,
            text=text,
            value=value[:MAX_SHOWN],
            choices=choices,
            proposal=proposal,
            decision=decision,
            is_open=fault is not None and not decision,
        )
        if fault and not decision:
            self.findings.add(fault)
        return decision

    def ask_of_file(self, key: str, *, value: str, fault: Fault | None = None) -> None:
        """Ask what holds for every amount or date of the file."""
        text, choices = _OF_FILE[key]
        self.ask(key, OF_AMOUNTS, text, value=value, choices=choices, fault=fault)


@dataclass(frozen=False, slots=True, kw_only=True)
class RowNotes:
    """What is in doubt in one line, each thing with its column."""

    line: int
    sheet: str
    headings: Mapping[str, str]
    doubts: Doubts

    def heading(self, code: str) -> str:
        """Heading of the column that holds something; what another line of an action adds is under the first."""
        return self.headings.get(code) or self.headings.get(f"{code.rstrip('0123456789')}1", code)

    def fault(self, code: str, value: str, expected: str) -> Fault:
        """A fault at one of its cells."""
        place = self.heading(code)
        return Fault(sheet=self.sheet or None, row=self.line, column=place, value=value[:MAX_SHOWN], expected=expected)

    def warn(self, code: str, value: str, expected: str) -> None:
        """Note a warning at one of its cells."""
        self.doubts.findings.warn(self.fault(code, value, expected))

    def key(self, code: str) -> str:
        """Key of the decision on one of its cells."""
        return f"cell:{self.sheet}:{self.line}:{code}"

    def decided(self, code: str) -> str:
        """What was decided of a cell; empty for nothing."""
        return self.doubts.decisions.get(self.key(code), "")

    def doubt(self, code: str, value: str, expected: str, *, proposal: str = "") -> None:
        """Note a cell in doubt, and ask what it should say."""
        if not proposal and code in BY_CODE:
            proposal = propose_text(code, value)
        place = {"line": self.line, "column": self.heading(code)}
        where = Sentence("Ligne {line}, {column}", **place)
        if self.sheet:
            where = Sentence("{sheet}, ligne {line}, {column}", sheet=self.sheet, **place)
        fault = self.fault(code, value, expected)
        key, decision = self.key(code), self.decided(code)
        # a correction that cannot be read either leaves the cell in doubt
        self.doubts.questions[key] = Question(
            key=key,
            group=OF_CELLS,
            text=where,
            value=value[:MAX_SHOWN],
            proposal=proposal,
            decision=decision,
            is_open=True,
        )
        self.doubts.findings.add(fault)

    def choice(self, code: str, choices: type[Labelled], word: str) -> str:
        """Return the code that a word of the file stands for in a closed list; empty while nobody decided.

        A word that is no label of the list is said, with what it was taken for.
        """
        member, plain = read_choice(choices, word), fold_accents(word)
        key = f"value:{code}:{plain[:MAX_SHOWN]}"
        decision = self.doubts.decisions.get(key, "")
        if member is not None and not decision and is_label(member, plain):
            return member.value
        is_new = key not in self.doubts.questions
        labels = ((NOTHING, Sentence("laisser vide")), *((one.value, one.label) for one in choices))
        meaning = decision or (member.value if member else "")
        if not is_new and meaning:
            return meaning
        self.doubts.ask(
            key,
            OF_VALUES,
            Sentence("{heading}, à partir de la ligne {line}", heading=self.heading(code), line=self.line),
            value=word,
            choices=labels,
            proposal=member.value if member else propose_choice(choices, word),
            fault=None if member else self.fault(code, word, Sentence.of(expected_in(BY_CODE[code]))),
        )
        if meaning and meaning != NOTHING:
            label = choices(meaning).label
            self.warn(code, word, Sentence("un mot de la liste : celui-ci est pris pour « {label} »", label=label))
        return meaning

    def public_text(self, code: str, text: str) -> str:
        """A text that everybody may read, without the people that it names; how many were masked is said."""
        plain, masked = mask_people(text)
        if masked:
            expected = Sentence(
                "ni courriel, ni téléphone, ni nom de personne dans un texte public ({masked} masqués)", masked=masked
            )
            self.warn(code, plain, expected)
        return plain

    def open_amounts(self, code: str, text: str, waiting: frozenset[str]) -> bool:
        """Ask what an amount or a date leaves open; True where something is."""
        for key in sorted(waiting):
            message = Sentence("{what}, dit une fois pour tout le fichier", what=_OF_FILE[key][0])
            self.doubts.ask_of_file(key, value=text, fault=self.fault(code, text, message))
        return bool(waiting)


def is_label(member: Labelled, plain: str) -> bool:
    """Say whether a folded word is one of the labels of a choice, or its code."""
    return plain in {fold_accents(member.label.fr), fold_accents(member.label.en), fold_accents(member.value)}
