"""How is each kind of question read from its fields? One reader a kind, every fault beside its part.

Each takes the question, its parts as `entries.normalise_parts` leaves them, and the list that gathers the faults; it
returns the value, which counts only when it added none.
"""

import re
from datetime import date

from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.questionnaires.core.answers.entries import EntryFault, Parts
from autan.questionnaires.core.answers.entry_numbers import read_number, write_number
from autan.questionnaires.core.answers.values import FIRST_YEAR, LAST_YEAR, MAX_SHORT_TEXT, MAX_TEXT, AnswerValue
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, Bounds, Question

_FRENCH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_YEAR_FIGURES = 4
_SPLIT_TOTAL = 100
_SPLIT_TOLERANCE = 0.5


def _one(parts: Parts, name: str) -> str:
    return parts.get(name, ("",))[0]


def read_text(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Read a text, of several lines or of one."""
    text = _one(parts, "value")
    most = MAX_SHORT_TEXT if question.kind is QuestionKind.SHORT_TEXT else MAX_TEXT
    _check_length(text, most, "value", faults)
    if question.kind is QuestionKind.SHORT_TEXT and "\n" in text:
        faults.append(EntryFault(part="value", message=Text("une seule ligne est attendue", "one line is expected")))
    return text


def _check_length(text: str, most: int, part: str, faults: list[EntryFault]) -> None:
    if len(text) > most:
        french = f"ce texte a {write_number(len(text))} signes ; {write_number(most)} au plus sont gardés"
        english = f"this text has {len(text):,} characters; at most {most:,} are kept"
        faults.append(EntryFault(part=part, message=Text(french.replace(" ;", "\u202f;"), english)))


def read_quantity(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Read a number, a percentage or a step of a scale."""
    return _number(_one(parts, "value"), "value", question.unit, question.bounds, faults)


def _number(text: str, part: str, unit: str, bounds: Bounds, faults: list[EntryFault]) -> int | float | None:
    symbol = get_unit(unit).symbol if unit else Text("", "")
    number = read_number(text, (symbol.fr, symbol.en))
    if number is None:
        french = f"un nombre est attendu, comme 12\u202f500 ou 3,5\u202f; «\u202f{text[:40]}\u202f» n’en est pas un"
        english = f"a number is expected, such as 12 500 or 3,5; “{text[:40]}” is not one"
        faults.append(EntryFault(part=part, message=Text(french, english)))
    elif number not in bounds:
        faults.append(EntryFault(part=part, message=_out_of(bounds)))
    return number


def _out_of(bounds: Bounds) -> Text:
    low, high = ("" if end is None else write_number(_plain(end)) for end in (bounds.low, bounds.high))
    if low and high:
        return Text(f"un nombre de {low} à {high} est attendu", f"a number from {low} to {high} is expected")
    if low:
        return Text(f"un nombre d’au moins {low} est attendu", f"a number of at least {low} is expected")
    return Text(f"un nombre d’au plus {high} est attendu", f"a number of at most {high} is expected")


def _plain(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number


def read_year(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Read a year, in figures."""
    low = FIRST_YEAR if question.bounds.low is None else question.bounds.low
    high = LAST_YEAR if question.bounds.high is None else question.bounds.high
    text = _one(parts, "value")
    if len(text) <= _YEAR_FIGURES and text.isdecimal() and low <= int(text) <= high:
        return int(text)
    french = f"une année de {low:.0f} à {high:.0f}, en quatre chiffres, est attendue"
    faults.append(EntryFault(part="value", message=Text(french, f"a year from {low:.0f} to {high:.0f} is expected")))
    return None


def read_day(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Read a day, as a browser or a French hand writes it."""
    del question
    text = _one(parts, "value")
    french = _FRENCH_DAY.fullmatch(text)
    written = f"{french[3]}-{int(french[2]):02}-{int(french[1]):02}" if french else text
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        words = Text("une date possible est attendue, comme 12/03/2013", "a possible date is expected, like 2013-03-12")
        faults.append(EntryFault(part="value", message=words))
        return None


def read_half_open(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Read a choice and the words that go with it."""
    text = _one(parts, "text")
    _check_length(text, MAX_TEXT, "text", faults)
    return {"choice": _choice(question, _one(parts, "choice"), "choice", faults) or None, "text": text}


def _choice(question: Question, code: str, part: str, faults: list[EntryFault]) -> str:
    if code and (question.choices is None or code not in question.choices.codes):
        words = Text(f"«\u202f{code[:40]}\u202f» n’est pas proposé ici", f"“{code[:40]}” is not offered here")
        faults.append(EntryFault(part=part, message=words))
    return code


def read_single(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Read one choice, or what is written outside the list."""
    code, other = _one(parts, "choice"), _one(parts, "other")
    if not question.allows_other or (code != OTHER and not other):
        return _choice(question, code, "choice", faults)
    _check_length(other, MAX_TEXT, "other", faults)
    if not other:
        faults.append(EntryFault(part="other", message=Text("précisez cette autre réponse", "say which other answer")))
    elif code not in {"", OTHER}:
        words = Text(
            "un choix de la liste et une autre réponse sont donnés à la fois\u00a0: gardez l’un des deux",
            "a choice of the list and another answer are both given: keep one of them",
        )
        faults.append(EntryFault(part="other", message=words))
    return {OTHER: other}


def read_multiple(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Read the choices ticked, and what is written outside the list."""
    codes = [_choice(question, code, "choice", faults) for code in parts.get("choice", ()) if code != OTHER]
    other = _one(parts, "other") if question.allows_other else ""
    _check_length(other, MAX_TEXT, "other", faults)
    return {"choices": codes, OTHER: other} if other else {"choices": codes}


def read_ranking(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Read the rank of each choice; a choice without rank is not ranked."""
    codes = question.choices.codes if question.choices else ()
    ranks: dict[int, str] = {}
    for code in codes:
        part = f"rank.{code}"
        if part not in parts:
            continue
        rank = _number(_one(parts, part), part, "", Bounds(low=1, high=len(codes)), faults)
        if rank is not None and rank != int(rank):
            words = Text("un rang entier est attendu", "a whole rank is expected")
            faults.append(EntryFault(part=part, message=words))
        elif rank in ranks:
            words = Text("ce rang est déjà donné à un autre choix", "this rank is given to another choice already")
            faults.append(EntryFault(part=part, message=words))
        elif rank is not None:
            ranks[int(rank)] = code
    return [ranks[rank] for rank in sorted(ranks)] or None


def read_split(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Shares that are left empty are zero once those that are given make the whole, and unknown otherwise."""
    bounds, codes = Bounds(low=0, high=_SPLIT_TOTAL), question.choices.codes if question.choices else ()
    shares = {
        code: _number(_one(parts, f"part.{code}"), f"part.{code}", "pct", bounds, faults)
        for code in codes
        if f"part.{code}" in parts
    }
    total = sum(share for share in shares.values() if share is not None)
    if not faults and abs(total - _SPLIT_TOTAL) > _SPLIT_TOLERANCE:
        sum_shown = write_number(_plain(total))
        words = Text(
            f"ces parts font {sum_shown}{NO_BREAK_SPACE}% et non 100{NO_BREAK_SPACE}%",
            f"these shares make {sum_shown}% and not 100%",
        )
        faults.append(EntryFault(part=f"part.{next((c for c in codes if c not in shares), codes[-1])}", message=words))
    return {code: shares.get(code, 0) for code in codes}


def read_file(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Read the name of a document and its link."""
    del question
    link, name = _one(parts, "link"), _one(parts, "name")
    if link and not link.startswith(("https://", "http://")):
        words = Text("un lien qui commence par https:// est attendu", "a link that begins with https:// is expected")
        faults.append(EntryFault(part="link", message=words))
    if set(name) & set("/\\"):
        words = Text("un nom de document, sans dossier, est attendu", "the name of a document is expected, no folder")
        faults.append(EntryFault(part="name", message=words))
    _check_length(link, MAX_SHORT_TEXT * 8, "link", faults)
    _check_length(name, MAX_SHORT_TEXT, "name", faults)
    return {key: text for key, text in (("name", name), ("link", link)) if text}
