"""The phases of minutes and their text, as values and pure functions."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from autan.ground.descriptions.core.fields import long_text, person
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Sentence

# Minutes as every form of them shows: a heading, blocks of text, and the trace of what was done.


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words set in one way inside a block."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesBlock:
    """One block of text; `mark` is what stands before an item: a dash, or its number and a full stop."""

    kind: str
    runs: tuple[Run, ...]
    level: int = 1
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDocument:
    """Minutes, ready to be drawn as a page, a DOCX or a PDF, in the language of the reader.

    `fingerprint` has the hash of what was published; empty before.
    """

    language: str
    title: str
    network: str
    caution: str
    phase: str
    heading: tuple[tuple[str, str], ...]
    blocks: tuple[MinutesBlock, ...]
    trace: tuple[str, ...]
    fingerprint: str


def even_headings(blocks: Sequence[MinutesBlock]) -> tuple[MinutesBlock, ...]:
    """Return blocks whose headings begin at level 1 and go down one level at a time, as tagged documents ask.

    >>> deep = [MinutesBlock(kind="heading", runs=(), level=level) for level in (2, 4, 2)]
    >>> [block.level for block in even_headings(deep)]
    [1, 2, 1]
    """
    levelled, open_levels = [], list[int]()
    for block in blocks:
        if block.kind == "heading":
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            open_levels.append(block.level)
            levelled.append(replace(block, level=len(open_levels)))
        else:
            levelled.append(block)
    return tuple(levelled)


# The four phases of minutes, how long amendments are taken, and what may be done in each phase.


AMENDMENT_DAYS: Final = 10
"""Days during which those who attended may ask for a change, the day of opening not counted, unless said otherwise."""
MOST_AMENDMENT_DAYS: Final = 366


class AmendmentDelay(Labelled):
    """How long those who attended may ask for a change."""

    AT_ONCE = "at_once", "le jour même, entre les personnes présentes", "on the day itself, among those present"
    TEN_DAYS = "ten_days", "dix jours", "ten days"
    OTHER = "other", "jusqu’à un autre jour", "until another day"


class MinutesPhase(Labelled):
    """Where minutes stand; a phase follows the one before and never comes back."""

    DRAFT = "draft", "brouillon", "draft"
    AMENDED = "amended", "ouvert aux amendements", "open to amendments"
    SETTLED = "settled", "arrêté", "settled"
    PUBLISHED = "published", "publié", "published"


class AmendmentState(Labelled):
    """What became of an amendment."""

    PROPOSED = "proposed", "à examiner", "to be examined"
    ACCEPTED = "accepted", "accepté", "accepted"
    REFUSED = "refused", "refusé", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentInput:
    """A change asked for.

    Attributes:
        passage: words of the text that it is about, as they stand there; empty for an addition at the end.
        on_behalf_of: name of somebody present without an account, for whom who writes the minutes asks it.
    """

    passage: str = long_text(
        Sentence("Passage à changer"),
        lines=3,
        help=Sentence("Recopiez-le tel qu’il est écrit\u202f; laissez vide pour ajouter à la fin."),
    )
    replacement: str = long_text(
        Sentence("Ce qu’il devrait dire"), lines=3, help=Sentence("Laissez vide pour retirer le passage.")
    )
    reason: str = long_text(Sentence("Pourquoi"), lines=2, max_length=2_000, is_required=True)
    on_behalf_of: str = person(Sentence("Au nom de (facultatif)"))


def amendments_until(opened_on: date, delay: AmendmentDelay, other: date | None = None) -> date | None:
    """Return the last day on which an amendment is taken; None among those present: as soon as each is answered.

    Raises DomainError: another day is wanted, and it is not given, past or too far.

    >>> amendments_until(date(2026, 3, 1), AmendmentDelay.TEN_DAYS)
    datetime.date(2026, 3, 11)
    >>> amendments_until(date(2026, 3, 1), AmendmentDelay.AT_ONCE)
    >>> amendments_until(date(2026, 3, 1), AmendmentDelay.OTHER, date(2026, 3, 4))
    datetime.date(2026, 3, 4)
    """
    if delay is not AmendmentDelay.OTHER:
        return None if delay is AmendmentDelay.AT_ONCE else opened_on + timedelta(days=AMENDMENT_DAYS)
    if other is None or not opened_on <= other <= opened_on + timedelta(days=MOST_AMENDMENT_DAYS):
        raise DomainError("donnez le dernier jour des amendements\u00a0: aujourd’hui ou plus tard, dans l’année")
    return other


def takes_amendments(phase: MinutesPhase, until: date | None, today: date) -> bool:
    """Say whether an amendment may be asked for on a day; `until` is None for minutes amended among those present.

    >>> takes_amendments(MinutesPhase.AMENDED, date(2026, 3, 11), date(2026, 3, 11))
    True
    >>> takes_amendments(MinutesPhase.SETTLED, date(2026, 3, 11), date(2026, 3, 11))
    False
    """
    return phase is MinutesPhase.AMENDED and (until is None or today <= until)


def why_not_settled(until: date | None, today: date, waiting: int) -> str:
    """Return why minutes open to amendments cannot be settled on a day, in French; empty when they can.

    >>> why_not_settled(date(2026, 3, 11), date(2026, 3, 12), 0)
    ''
    """
    if until is not None and today <= until:
        last = format_date(until, language="fr")
        return Sentence(
            "les amendements sont reçus jusqu’au {last} inclus : le compte rendu s’arrête ensuite", last=last
        )
    if waiting:
        return Sentence(
            "{waiting} amendement(s) attendent une réponse : acceptez-les ou refusez-les avant d’arrêter le texte",
            waiting=waiting,
        )
    return ""


# The text of minutes: passages replaced or withdrawn, and the hash under which it is published.


MOST_CHARACTERS: Final = 200_000
"""Longest text of minutes, in characters."""


def clean_text(text: str, *, most: int = MOST_CHARACTERS) -> str:
    r"""Return a text with plain line ends and no null character, its edges trimmed.

    Raises DomainError: it holds more than `most` characters.

    >>> clean_text("  Un\r\ntexte\0 ")
    'Un\ntexte'
    """
    cleaned = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(cleaned) > most:
        message = "ce texte a {count} signes\u202f; {most} au plus sont gardés\u00a0: coupez-le, rien n’a été changé"
        raise DomainError(message, count=len(cleaned), most=most)
    return cleaned


def replace_passage(text: str, passage: str, replacement: str) -> str:
    """Return the text with one passage replaced.

    Raises DomainError: the passage is not in the text, or is there more than once.

    >>> replace_passage("Il pleut. Il vente.", "Il vente", "Il neige")
    'Il pleut. Il neige.'
    """
    # an amendment without a passage adds at the end
    if not passage:
        return f"{text}\n\n{replacement}"
    count = text.count(passage)
    if count == 0:
        raise DomainError("ce passage n’est pas dans le texte\u00a0: recopiez-le tel qu’il y est écrit")
    if count > 1:
        message = (
            "ce passage est {found} fois dans le texte\u00a0: recopiez-en davantage, pour qu’il n’y soit qu’une fois"
        )
        raise DomainError(message, found=count)
    return text.replace(passage, replacement)


def content_hash(*, title: str, heading: Sequence[Sequence[str]], text: str) -> str:
    """Return the SHA-256 of minutes, in hexadecimal: of their title, heading and text as compact JSON in UTF-8.

    >>> content_hash(title="Atelier", heading=[("Lieu", "Albi")], text="Présents.")[:12]
    'fc3756a6027e'
    """
    whole = [title, [list(line) for line in heading], text]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
