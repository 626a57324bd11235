"""The territory that each respondent of a file answers for."""

import re
from collections.abc import Iterator, Mapping, Sequence

from autan.ground.errors import Fault
from autan.ground.tables.core.documents import SIREN
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet

BY_SIREN, BY_NAME, BY_TOKEN = "siren", "name", "token"
_KEYS = ("key", "id", "_id")  # number of a response, under the names that files give it
_KINDS = re.compile(
    r"\b(communaute (de communes|d agglomeration|urbaine)|metropole|agglomeration|cc|ca|cu|du|de la|de|des|le|la|les)\b"
)


type MatchedRows = tuple[tuple[str, AnswerRow], ...]
"""SIREN code and row of each respondent whose territory is known, in the order of the file; one row a territory."""


def match_rows(
    sheet: AnswerSheet,
    names: Mapping[str, Sequence[str]],
    *,
    column: str = "",
    mapping: Mapping[str, str] | None = None,
    findings: Findings,
) -> MatchedRows:
    """Find the territory of each row; nothing is guessed between two.

    Of two responses for one territory, the only one that was sent is taken; else both are faults.

    `names`: names of each territory asked, by SIREN.
    `column`: what tells the territory: `siren`, `name`, `token`, or a heading of the file; anything that does when
    empty.
    `mapping`: SIREN of each value of that column, when the column does not say it itself.
    `findings`: where rows without a territory, or of one that another row answers for, are noted.
    """
    by_word = _by_word(names)
    known = {fold_accents(key): siren for key, siren in (mapping or {}).items()}
    answer_rows: dict[str, list[AnswerRow]] = {}
    for row in findings.until_full(sheet.rows):
        naming_words = list(_words_naming(row, column))
        sirens = {siren for word in naming_words if (siren := _territory(word, names, by_word, known))}
        if len(sirens) == 1:
            answer_rows.setdefault(sirens.pop(), []).append(row)
        else:
            shown = ", ".join(word for word in naming_words if word)[:80] or row.key
            expected = "une collectivité interrogée, et une seule" if sirens else "une collectivité interrogée"
            findings.add(_fault(row, column or "siren", shown, expected))
    siren_by_row: dict[int, str] = {}
    for siren, rows in answer_rows.items():
        sent = [row for row in rows if row.submitted_at]
        chosen = rows if len(rows) == 1 else sent
        if len(chosen) == 1:
            siren_by_row[id(chosen[0])] = siren
        left = [row for row in rows if id(row) not in siren_by_row]
        expected = "une seule réponse par collectivité"
        findings.add(
            *(
                _fault(
                    row,
                    column or "siren",
                    siren,
                    Sentence("{expected} (celle-ci est laissée)", expected=Sentence(expected)),
                )
                for row in left
            )
        )
    return tuple((siren_by_row[id(row)], row) for row in sheet.rows if id(row) in siren_by_row)


def _fault(row: AnswerRow, column: str, value: str, expected: str) -> Fault:
    return Fault(sheet=row.sheet or None, row=row.line, column=column, value=value, expected=expected)


def _words_naming(row: AnswerRow, column: str) -> Iterator[str]:
    """Words of a row that may tell its territory: those of one column, or the surest ones that there are."""
    if column:
        yield from _of_column(row, column)
    else:
        yield from (row.siren,) if row.siren else (row.token, row.name, *row.others.values())


def _of_column(row: AnswerRow, column: str) -> Iterator[str]:
    own = {BY_SIREN: row.siren, BY_NAME: row.name, BY_TOKEN: row.token, "email": row.email} | dict.fromkeys(
        _KEYS, row.key
    )
    if own.get(column):
        yield own[column]
    elif column in row.others:
        yield row.others[column]
    else:
        folded = {heading.casefold(): cell for heading, cell in row.others.items()}
        answer = next((a for a in row.answers if column in {a.question, a.place}), None)
        if column.casefold() in folded:
            yield folded[column.casefold()]
        elif answer is not None:
            yield from _words_of(answer.value)


def _words_of(value: object) -> Iterator[str]:
    if isinstance(value, str | int):
        yield str(value)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words_of(part)


def _territory(
    word: str, names: Mapping[str, Sequence[str]], by_word: Mapping[str, str], known: Mapping[str, str]
) -> str | None:
    compact = word.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if SIREN.fullmatch(compact) and compact in names:
        return compact
    plain = fold_accents(word)
    mapped = known.get(plain)
    if mapped is not None:
        # told to be outside the campaign: its name is not tried as well
        return mapped if mapped in names else None
    return by_word.get(plain) or by_word.get(_bare(plain)) if plain else None


def _by_word(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """SIREN of each name, with and without the words of its kind; a name of two territories tells none."""
    owners: dict[str, set[str]] = {}
    for siren, spellings in names.items():
        for name in spellings:
            plain = fold_accents(name)
            for word in {plain, _bare(plain)} - {""}:
                owners.setdefault(word, set()).add(siren)
    return {word: next(iter(sirens)) for word, sirens in owners.items() if len(sirens) == 1}


def _bare(plain: str) -> str:
    return " ".join(_KINDS.sub(" ", plain).split())
