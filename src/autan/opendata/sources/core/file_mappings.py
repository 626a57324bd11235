"""How the file of a regional observatory is laid out, as a network says it once: its columns, its words, its unit.

A field names a column; « = mot » gives the same word to all rows. A column of values may tell its sector and carrier
(« mwh_residentiel = résidentiel / électricité »), for files that have one column for each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.evidence.figures.core.states import ValueState
from autan.ground.descriptions.core.fields import choice, flag, lines, text
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.opendata.sources.core.codes import TOTAL, Accounting, Carrier, Sector

_EVERYTHING = dict.fromkeys(("total", "tous", "toutes"), TOTAL)
SECTOR_WORDS: Mapping[str, str] = {
    **{sector.value: sector.value for sector in Sector},
    **{sector.label.fr.lower(): sector.value for sector in Sector},
    "residentiel": Sector.RESIDENTIAL.value,
    "routier": Sector.ROAD_TRANSPORT.value,
    "dechets": Sector.WASTE.value,
    "industrie": Sector.INDUSTRY_EXCL_ENERGY.value,
    "industrie hors energie": Sector.INDUSTRY_EXCL_ENERGY.value,
    "branche energie": Sector.ENERGY_INDUSTRY.value,
    **_EVERYTHING,
}
CARRIER_WORDS: Mapping[str, str] = {
    **{carrier.value: carrier.value for carrier in Carrier},
    **{carrier.label.fr.lower(): carrier.value for carrier in Carrier},
    "electricite": Carrier.ELECTRICITY.value,
    "gaz": Carrier.NATURAL_GAS.value,
    "produits petroliers": Carrier.OIL_PRODUCTS.value,
    "bois": Carrier.WOOD_BIOMASS.value,
    "biomasse": Carrier.WOOD_BIOMASS.value,
    "chaleur": Carrier.HEAT_NETWORK.value,
    "froid": Carrier.COLD_NETWORK.value,
    "enr": Carrier.OTHER_RENEWABLE.value,
    "non énergétique": "non_energy",
    "non energetique": "non_energy",
    **_EVERYTHING,
}
ACCOUNTING_WORDS: Mapping[str, str] = {
    **{accounting.value: accounting.value for accounting in Accounting},
    **dict.fromkeys(("réglementaire", "reglementaire", "pcaet"), Accounting.REGULATORY.value),
    **dict.fromkeys(("cadastrale", "cadastral", "inventaire"), Accounting.CADASTRAL.value),
    "empreinte": Accounting.FOOTPRINT.value,
}
UNIT_WORDS: Mapping[str, str] = {
    **{code.lower(): code for code in ("kWh", "MWh", "GWh", "TWh", "tep", "ktep", "tCO2e", "ktCO2e")},
    **dict.fromkeys(("teqco2", "tco2eq", "t co2e", "t eq co2", "tonnes équivalent co2"), "tCO2e"),
    **dict.fromkeys(("kteqco2", "ktco2eq", "kt co2e"), "ktCO2e"),
}
_FLOOR = ValueState.LOWER_BOUND.value
STATE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("secret", "confidentiel", "oui"), ValueState.CONFIDENTIAL.value),
    **dict.fromkeys(("plancher", "partiel"), _FLOOR),
    **{state.label.fr: state.value for state in (ValueState.OBSERVED, ValueState.ESTIMATED, ValueState.MODELLED)},
    "non": "",
    "0": "",
}
"""Words of the state of a value; the empty code says nothing."""


class PlaceMesh(Labelled):
    """What the places of a file are."""

    EPCI = "epci", "intercommunalités (SIREN)", "EPCI (SIREN)"
    COMMUNE = "commune", "communes (code INSEE)", "communes (INSEE code)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueColumn:
    """A column of values, with the sector and the carrier of all its rows, or nothing where a column tells them."""

    column: str
    sector: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMapping:
    """How the columns of a file are ours."""

    name: str = text(
        Sentence("Nom"),
        is_required=True,
        is_shown=False,
        max_length=120,
        help=Sentence("l’observatoire et ce que le fichier donne"),
    )
    producer: str = text(
        Text("Producteur", "Producer"), is_required=True, max_length=200, help=Sentence("nommé avec chaque chiffre")
    )
    licence: str = text(Text("Licence", "Licence"), is_required=True, max_length=200)
    address: str = text(Sentence("Page où prendre le fichier"), help=Text("https://…", "https://…"))
    mesh: PlaceMesh = choice(Text("Lieux", "Places"), PlaceMesh, is_required=True)
    place: str = text(Sentence("Colonne du lieu"), is_required=True)
    year: str = text(
        Sentence("Colonne de l’année"), is_required=True, help=Sentence("ou «\u202f= 2022\u202f» pour tout le fichier")
    )
    values: tuple[str, ...] = lines(
        Sentence("Colonnes de valeurs"),
        is_required=True,
        lines=4,
        help=Sentence(
            "une par ligne\u202f; «\u202fmwh_res_elec = résidentiel / électricité\u202f» où chaque colonne a les siens"
        ),
    )
    unit: str = text(
        Sentence("Colonne de l’unité"), is_required=True, help=Sentence("ou «\u202f= GWh\u202f» pour tout le fichier")
    )
    sector: str = text(
        Sentence("Colonne du secteur"), help=Sentence("ou «\u202f= total\u202f»\u202f; vide si chaque colonne l’a dit")
    )
    carrier: str = text(
        Sentence("Colonne du vecteur"), help=Sentence("ou «\u202f= total\u202f»\u202f; vide si chaque colonne l’a dit")
    )
    accounting: str = text(
        Sentence("Colonne de la méthode"),
        is_required=True,
        help=Sentence("ou «\u202f= réglementaire\u202f», «\u202f= cadastrale\u202f», «\u202f= empreinte\u202f»"),
    )
    state: str = text(
        Sentence("Colonne de l’état"),
        help=Sentence("secret, plancher, observé, estimé ou modélisé, ou un nombre de mailles masquées"),
    )
    words: tuple[str, ...] = lines(
        Sentence("Mots du fichier"),
        lines=6,
        help=Sentence("un par ligne\u00a0: «\u202fRES = résidentiel\u202f», «\u202fELEC = électricité\u202f»"),
    )
    kept: tuple[str, ...] = lines(
        Sentence("Lignes lues"),
        lines=2,
        help=Sentence("«\u202ftype = consommation\u202f»\u00a0: les autres lignes sont laissées"),
    )
    is_added: bool = flag(Sentence("Additionner les lignes du même lieu, année, secteur et vecteur"))

    @property
    def source(self) -> str:
        """Slug of the source that files read so become editions of."""
        return "rare-epci" if self.mesh is PlaceMesh.EPCI else "rare-communes"

    @property
    def value_columns(self) -> tuple[ValueColumn, ...]:
        """The columns of values.

        >>> mapping = FileMapping(
        ...     name="Essai", producer="P", licence="L", mesh=PlaceMesh.EPCI, place="siren", year="= 2022",
        ...     values=("mwh_res = résidentiel / électricité", "autre"), unit="= MWh", accounting="= empreinte",
        ... )
        >>> mapping.value_columns[0]
        ValueColumn(column='mwh_res', sector='résidentiel', carrier='électricité')
        >>> mapping.value_columns[1], mapping.source
        (ValueColumn(column='autre', sector='', carrier=''), 'rare-epci')
        """
        return tuple(map(_value_column, self.values))

    def codes(self, words: Mapping[str, str]) -> dict[str, str]:
        """Our code of each word that files may hold, those of the mapping before the usual ones."""
        own = {left.lower(): words[right.lower()] for left, right in pairs(self.words) if right.lower() in words}
        return {**words, **own}


def constant(entry: str) -> str:
    """The word that a field gives to all rows; empty where it names a column.

    >>> constant("= total"), constant("secteur")
    ('total', '')
    """
    return entry.strip()[1:].strip() if entry.strip().startswith("=") else ""


def pairs(entries: tuple[str, ...]) -> list[tuple[str, str]]:
    """Both sides of each line; the right one is empty where there is no sign.

    >>> pairs(("RES = résidentiel", "seul"))
    [('RES', 'résidentiel'), ('seul', '')]
    """
    parts = [entry.partition("=") for entry in entries]
    return [(left.strip(), right.strip()) for left, _sign, right in parts]


def _value_column(entry: str) -> ValueColumn:
    column, _sign, words = entry.partition("=")
    sector, _bar, carrier = words.partition("/")
    return ValueColumn(column=column.strip(), sector=sector.strip(), carrier=carrier.strip())


def mapping_faults(mapping: FileMapping) -> Iterator[tuple[str, Text]]:
    """Say what no file could be read with, each at its field."""
    yield from _constant_faults(mapping)
    yield from _value_faults(mapping)
    known = {**SECTOR_WORDS, **CARRIER_WORDS, **ACCOUNTING_WORDS, **UNIT_WORDS, **STATE_WORDS}
    for left, right in pairs(mapping.words):
        if not left or right.lower() not in known:
            yield (
                "words",
                Sentence("un mot connu à droite du signe =, au lieu de «\u202f{word}\u202f»", word=right or left),
            )
    if any(not left or not right for left, right in pairs(mapping.kept)):
        yield "kept", Sentence("une colonne et la valeur gardée, comme «\u202ftype = consommation\u202f»")
    if mapping.address and not mapping.address.startswith(("https://", "http://")):
        yield "address", Sentence("une adresse qui commence par https://")


def _constant_faults(mapping: FileMapping) -> Iterator[tuple[str, Text]]:
    """Words given to all rows that are none of Autan."""
    if (year := constant(mapping.year)) and not (year.isdecimal() and len(year) == 4):
        yield "year", Sentence("une année, comme «\u202f= 2022\u202f»")
    lists = {
        "unit": UNIT_WORDS,
        "sector": SECTOR_WORDS,
        "carrier": CARRIER_WORDS,
        "accounting": ACCOUNTING_WORDS,
        "state": STATE_WORDS,
    }
    for field, words in lists.items():
        word = constant(getattr(mapping, field))
        if word and word.lower() not in mapping.codes(words):
            yield field, Sentence("l’un de\u00a0: {codes}", codes=", ".join(words))


def _value_faults(mapping: FileMapping) -> Iterator[tuple[str, Text]]:
    """Columns of values without a sector or a carrier, or that tell the same."""
    columns = mapping.value_columns
    sectors, carriers = mapping.codes(SECTOR_WORDS), mapping.codes(CARRIER_WORDS)
    for column in columns:
        for word, codes in ((column.sector, sectors), (column.carrier, carriers)):
            if word and word.lower() not in codes:
                yield "values", Sentence("l’un de\u00a0: {codes}", codes=", ".join(codes))
    for field, parts in (("sector", [c.sector for c in columns]), ("carrier", [c.carrier for c in columns])):
        if not getattr(mapping, field) and not all(parts):
            yield field, Sentence("une colonne, «\u202f= total\u202f», ou le mot à côté de chaque colonne de valeurs")
    if len({(column.sector, column.carrier) for column in columns}) < len(columns):
        yield "values", Sentence("une seule colonne de valeurs pour un secteur et un vecteur")
