"""Where the exports of filed climate plans are, at ADEME's « Territoires & Climat », and how they are brought back.

Files are refreshed daily and hold the names of people: these columns are taken out of the answers before they are kept.
"""

from collections.abc import Sequence
from dataclasses import replace

from autan.errors import ImportFileError
from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.harvest import Harvest
from autan.observatory.connectors.pcaet_form import without_people
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport

HOST = "https://www.territoires-climat.ademe.fr"
FOLDER = f"{HOST}/opendata"
GRIDS = ("enr", "pec_seq", "polluant")
HEADINGS = ("V1_entete", "V2_entete")
REMARK = "réponses gardées sans les colonnes de personnes ni les textes libres"


def fetch_exports(transport: Transport, source: str, names: Sequence[str]) -> Harvest:
    """Bring back exports, each without the columns that are not read.

    Args:
        transport: who asks.
        source: slug of the source.
        names: ends of the names of the files, as `V2_enr`.

    Raises:
        SourceUnreachableError: no whole answer came.
        SourceChangedError: an answer is no export of filings.
    """
    answers = [_ask(transport, f"{FOLDER}/Demarches_PCAET_{name}.csv") for name in names]
    parts = tuple((f"Demarches_PCAET_{name}.csv", answer.body) for name, answer in zip(names, answers, strict=True))
    return Harvest(
        name=f"{source}.csv", content=b"", data_date="", answers=tuple(answers), parts=parts, remarks=(REMARK,)
    )


def _ask(transport: Transport, url: str) -> Answer:
    answer = transport.get(url, form=Form.CSV, may_be_kept=False)
    try:
        return replace(answer, body=without_people(answer.body, url), headers={})
    except ImportFileError as error:
        raise SourceChangedError(url, "un autre tableau", expected=error.faults[0].expected) from error
