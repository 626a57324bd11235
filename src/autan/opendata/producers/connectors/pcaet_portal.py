"""ADEME, « Territoires & Climat »: the exports of filed climate plans, as its service gives them.

Files are refreshed daily and hold the names of people: these columns are taken out before anything is kept.
"""

from collections.abc import Sequence
from dataclasses import replace

from autan.ground.errors import ImportFileError
from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors.pcaet_form import without_people
from autan.opendata.sources.connectors.fetching import FetchedEdition, first_or_second
from autan.opendata.sources.connectors.headings import plain_name
from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import Transport

HOST = "https://www.territoires-climat.ademe.fr"
FOLDER = f"{HOST}/opendata"
GRIDS = ("enr", "pec_seq", "polluant")
HEADINGS = ("V1_entete", "V2_entete")
MIRROR = "https://data.ademe.fr/data-fair/api/v1/datasets"
TITLE_WORDS = {
    "entete": ("entete",),
    "enr": ("enr", "renouvelables", "renouvelable"),
    "pec_seq": ("pec", "profil", "sequestration"),
    "polluant": ("polluant", "polluants"),
}
"""Words that the title of each part may hold in the portal of data, where identifiers are not words."""

REMARK = "réponses gardées sans les colonnes de personnes ni les textes libres"


def fetch_exports(transport: Transport, source: str, names: Sequence[str]) -> FetchedEdition:
    """Bring back exports, each without the columns that are not read.

    Raises:
        SourceUnreachableError: no whole response came, from the address nor from its mirror.
        SourceChangedError: a response is no export of filings.
    """
    responses = [_fetch_export(transport, name) for name in names]
    parts = tuple(
        (f"Demarches_PCAET_{name}.csv", response.body) for name, response in zip(names, responses, strict=True)
    )
    return FetchedEdition(name=f"{source}.csv", responses=tuple(responses), parts=parts, remarks=(REMARK,))


def _fetch_export(transport: Transport, name: str) -> Response:
    """One export: from its address, else from the copy that ADEME’s portal of data holds, found by its title."""
    return first_or_second(
        lambda: _fetch_cleaned(transport, f"{FOLDER}/Demarches_PCAET_{name}.csv", may_move=False),
        lambda: _fetch_cleaned(transport, f"{MIRROR}/{_mirrored_id(transport, name)}/raw", may_move=True),
    )


def _fetch_cleaned(transport: Transport, url: str, *, may_move: bool) -> Response:
    response = transport.get(url, form=ResponseFormat.CSV, may_be_kept=False, may_move=may_move)
    try:
        return replace(response, body=without_people(response.body, url), headers={})
    except ImportFileError as error:
        raise SourceChangedError(url, "un autre tableau", expected=error.faults[0].expected) from error


def _mirrored_id(transport: Transport, name: str) -> str:
    """Identifier of the data set whose title tells this version and this part, as « PCAET (v2) … Entête »."""
    version, _, part = name.lower().partition("_")
    response = transport.get(MIRROR, {"q": "PCAET", "size": 100, "select": "id,title"})
    results = response.json.get("results") if isinstance(response.json, dict) else None
    for item in results if isinstance(results, list) else []:
        title = plain_name(str(item.get("title", ""))).split("_")
        if version in title and any(word in title for word in TITLE_WORDS[part]):
            return str(item["id"])
    raise SourceChangedError(
        response.url, Sentence("aucun jeu PCAET {name}", name=name), expected="un titre avec sa version et sa partie"
    )
