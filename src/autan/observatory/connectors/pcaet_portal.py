"""Where the exports of filed climate plans are, at ADEME's « Territoires & Climat », and how they are brought back.

Files are refreshed daily and hold the names of people: these columns are taken out of the answers before they are kept.
"""

from collections.abc import Sequence
from dataclasses import replace

from autan.errors import ImportFileError
from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.harvest import Harvest
from autan.observatory.connectors.pcaet_form import without_people
from autan.observatory.connectors.published import plain_name
from autan.observatory.connectors.source_errors import SourceChangedError, SourceUnreachableError
from autan.observatory.connectors.transport import Transport

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


def fetch_exports(transport: Transport, source: str, names: Sequence[str]) -> Harvest:
    """Bring back exports, each without the columns that are not read.

    Args:
        transport: who asks.
        source: slug of the source.
        names: ends of the names of the files, as `V2_enr`.

    Raises:
        SourceUnreachableError: no whole answer came, from the address nor from its mirror.
        SourceChangedError: an answer is no export of filings.
    """
    answers = [_ask(transport, name) for name in names]
    parts = tuple((f"Demarches_PCAET_{name}.csv", answer.body) for name, answer in zip(names, answers, strict=True))
    return Harvest(
        name=f"{source}.csv", content=b"", data_date="", answers=tuple(answers), parts=parts, remarks=(REMARK,)
    )


def _ask(transport: Transport, name: str) -> Answer:
    """One export: from its address, else from the copy that ADEME’s portal of data holds, found by its title."""
    try:
        return _cleaned(transport, f"{FOLDER}/Demarches_PCAET_{name}.csv", may_move=False)
    except (SourceUnreachableError, SourceChangedError) as first:
        try:
            return _cleaned(transport, f"{MIRROR}/{_mirrored_id(transport, name)}/raw", may_move=True)
        except (SourceUnreachableError, SourceChangedError):
            raise first from None  # the address of the producer is the one to speak of


def _cleaned(transport: Transport, url: str, *, may_move: bool) -> Answer:
    answer = transport.get(url, form=Form.CSV, may_be_kept=False, may_move=may_move)
    try:
        return replace(answer, body=without_people(answer.body, url), headers={})
    except ImportFileError as error:
        raise SourceChangedError(url, "un autre tableau", expected=error.faults[0].expected) from error


def _mirrored_id(transport: Transport, name: str) -> str:
    """Identifier of the data set whose title tells this version and this part, as « PCAET (v2) … Entête »."""
    version, _, part = name.lower().partition("_")
    found = transport.get(MIRROR, {"q": "PCAET", "size": 100, "select": "id,title"}, form=Form.JSON)
    results = found.json.get("results") if isinstance(found.json, dict) else None
    for item in results if isinstance(results, list) else []:
        title = plain_name(str(item.get("title", ""))).split("_")
        if version in title and any(word in title for word in TITLE_WORDS[part]):
            return str(item["id"])
    raise SourceChangedError(found.url, f"aucun jeu PCAET {name}", expected="un titre avec sa version et sa partie")
