"""How a table of acts is laid out, as a coordination says it once for a duty; and which acts cannot meet one.

A field names a column; « = mot » gives the same word to all rows, as in the mappings of observatories.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from autan.ground.descriptions.core.fields import lines, text
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.notation import date_text
from autan.ground.wordings import Sentence, Text
from autan.opendata.sources.core.file_mappings import constant, pairs
from autan.plans.obligations.core.rules import ObligationRule

DUTY_ACT = "duty-act"
"""Kind of evidence: the row of a table that tells an act, keyed by SIREN, code of the rule and date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTable:
    """What a table is, and which of its columns say the place, the act, its date and where it can be read."""

    name: str = text(Sentence("Titre de la table"), is_required=True, max_length=200)
    producer: str = text(Text("Producteur", "Producer"), is_required=True, max_length=200)
    place: str = text(
        Sentence("Colonne du membre"), is_required=True, help=Sentence("son SIREN, ou son nom tel qu’on le lit ici")
    )
    act: str = text(
        Sentence("Colonne de l’acte"),
        is_required=True,
        help=Sentence("ou «\u202f= délibération d’adoption\u202f» pour toute la table"),
    )
    when: str = text(
        Sentence("Colonne de la date de l’acte"),
        is_required=True,
        help=Sentence("celle de l’adoption\u202f; un lancement ou un projet ne remplit rien"),
    )
    address: str = text(
        Sentence("Colonne de l’adresse de la source"),
        is_required=True,
        help=Sentence("ou «\u202f= https://…\u202f» pour toute la table"),
    )
    kept: tuple[str, ...] = lines(
        Sentence("Lignes lues"),
        lines=2,
        help=Sentence("«\u202fétat = adopté\u202f», une colonne par ligne\u00a0: les autres lignes sont laissées"),
    )

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a table must have, in small letters."""
        entries = [self.place, self.act, self.when, self.address, *(column for column, _word in pairs(self.kept))]
        return tuple(dict.fromkeys(entry.strip().lower() for entry in entries if not constant(entry)))


def table_faults(table: ActTable) -> Iterator[tuple[str, Text]]:
    """Say what no table could be read with, each at its field.

    >>> table = ActTable(name="T", producer="P", place="= x", act="acte", when="= 2024", address="= ici", kept=("a",))
    >>> [field for field, _text in table_faults(table)]
    ['place', 'when', 'address', 'kept']
    """
    for field in ("place", "when"):
        if constant(getattr(table, field)):
            yield field, Sentence("le nom d’une colonne\u00a0: chaque ligne a le sien")
    if (address := constant(table.address)) and not is_address(address):
        yield "address", ADDRESS_WANTED
    if any(not left or not right for left, right in pairs(table.kept)):
        yield "kept", Sentence("une colonne et la valeur gardée, comme «\u202fétat = adopté\u202f»")


ADDRESS_WANTED = Sentence("une adresse qui commence par https://")


def is_address(text: str) -> bool:
    """Say whether a text is an address that a reader can open.

    >>> is_address("https://www.exemple.fr/acte.pdf"), is_address("https://"), is_address("mairie")
    (True, False, False)
    """
    scheme, _sign, rest = text.partition("://")
    return scheme in {"http", "https"} and "." in rest and " " not in text


def date_faults(rule: ObligationRule, when: PartialDate, today: date) -> Iterator[Sentence]:
    """Say why an act of a date cannot meet a duty."""
    if when.first_day > today:
        yield Sentence("cette date est à venir\u00a0: rien n’est encore fait")
    if rule.valid_from and when.last_day < rule.valid_from:
        since = date_text(rule.valid_from)
        yield Sentence("cet acte est antérieur à l’obligation, en vigueur depuis le {since}", since=since)
