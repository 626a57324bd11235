"""Where territories are: the contours that ship, else those that somebody gave, and who drew them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from autan.ground.request_cache import cached_in_request
from autan.ground.wordings import Text
from autan.territories.networks.models import Outline
from autan.territories.perimeters.core.bodies import is_siren
from autan.territories.perimeters.core.geojson import Contour
from autan.territories.perimeters.lake.contours import (
    SHIPPED_CREDIT,
    UNTOLD_CREDIT,
    commune_file,
    given_communes,
    given_credits,
    shipped_communes,
    shipped_epci,
)
from autan.territories.perimeters.lake.france import FRANCE_CREDIT, has_national_contour
from autan.territories.perimeters.lake.register import communes_of


def epci_contours(sirens: Iterable[str]) -> list[Contour]:
    """Return the contours of EPCI, in the order asked; those that nobody has are left out.

    One query when some do not ship.
    """
    codes, shipped = list(sirens), shipped_epci()
    outlines = _declared_contours([siren for siren in codes if siren not in shipped])
    return [shipped.get(siren) or outlines[siren] for siren in codes if siren in shipped or siren in outlines]


def _declared_contours(sirens: Sequence[str]) -> dict[str, Contour]:
    if not sirens:
        return {}
    outlines = Outline.objects.filter(territory__siren__in=sirens).select_related("territory")
    return {
        outline.territory.siren: outline.as_core(outline.territory.siren, outline.territory.name)
        for outline in outlines
    }


def contours_credit(sirens: Iterable[str]) -> Text | None:
    """Say who drew the contours of EPCI, and when; None when none of them can be drawn. One query at most.

    The first one's word when they differ. As for a map: where one is only among the national contours, all of them
    come from there.
    """
    codes, shipped = list(sirens), shipped_epci()
    foreign = [siren for siren in codes if siren not in shipped]
    credits_by_siren = {siren: credit for siren, (_stamp, credit) in _given_outlines(frozenset(foreign)).items()}
    if any(has_national_contour(siren) for siren in foreign if siren not in credits_by_siren):
        return FRANCE_CREDIT
    return next(iter(credits_by_siren.values()), SHIPPED_CREDIT if len(foreign) < len(codes) else None)


def given_stamp(codes: Iterable[str]) -> tuple[str, ...]:
    """Return what changes when the given contours of these EPCI and communes do; empty when all of them ship.

    One query when some EPCI do not ship.
    """
    absent = set(codes) - shipped_epci().keys() - shipped_communes().keys()
    outlines = _given_outlines(frozenset(code for code in absent if is_siren(code)))
    files = sorted({commune_file(code) for code in absent if not is_siren(code)})
    written = tuple(f"{path.name}@{path.stat().st_mtime_ns}" for path in files if path.is_file())
    return tuple(f"{siren}@{stamp}" for siren, (stamp, _credit) in sorted(outlines.items())) + written


@cached_in_request
def _given_outlines(sirens: frozenset[str]) -> dict[str, tuple[str, Text]]:
    """Stamp and credit of given outlines, in the order of the table. One query a request for the same EPCI, or none."""
    if not sirens:
        return {}
    outlines = Outline.objects.filter(territory__siren__in=sirens)
    columns = ("territory__siren", "stamp", "credit_fr", "credit_en")
    return {siren: (stamp, Text(french, english)) for siren, stamp, french, english in outlines.values_list(*columns)}


def commune_contours(siren: str) -> list[Contour]:
    """Return the contours of the communes of an EPCI, sorted by code: those that ship, else those that were given.

    Raises UnknownTerritoryError when the register has no such EPCI.
    """
    shipped, contours = shipped_communes(), []
    for code in communes_of(siren):
        contour = shipped.get(code) or given_communes(commune_file(code)).get(code)
        contours += [contour] if contour else []
    return contours


def communes_credit(codes: Iterable[str]) -> Text:
    """Say who drew the contours of communes: those that ship, then each of those who gave some."""
    # a dict, as a set that keeps the order in which credits are met
    shipped, by_file, credit_texts = shipped_communes(), dict[Path, list[str]](), dict[Text, None]()
    for code in codes:
        if code in shipped:
            credit_texts[SHIPPED_CREDIT] = None
        else:
            by_file.setdefault(commune_file(code), []).append(code)
    for path, file_codes in by_file.items():
        by_code, drawn = given_credits(path), given_communes(path)
        credit_texts |= {by_code.get(code, UNTOLD_CREDIT): None for code in file_codes if code in drawn}
    return Text(" ".join(credit.fr for credit in credit_texts), " ".join(credit.en for credit in credit_texts))
