"""Which function computes the figure at an address of the observatory: this is what the trace page asks.

`observatory.<place>.<measure>.<date>`, then nothing, `own`, `provider`, `base-<date>` or `climate`; for a cell of a
filing, `observatory.<siren>.pcaet-<filing>-<quantity>-<line>.p<period>`.
"""

from autan.evidence.core.figures import Figure
from autan.observatory.core.climate import CLIMATE
from autan.observatory.core.pcaet_grid import WORD
from autan.observatory.core.series import BASE
from autan.observatory.queries import figures as queries
from autan.observatory.queries.deposits import find_deposit_figure
from autan.observatory.queries.trends import find_corrected, find_index


def find_figure(figure_id: str) -> Figure | None:
    """Compute the figure at an address, or None."""
    words = figure_id.split(".")
    measure, variant = (words + [""] * 5)[2], (words + [""] * 5)[4]
    if measure.startswith(f"{WORD}-"):
        return find_deposit_figure(figure_id)
    if variant.startswith(BASE):
        return find_index(".".join(words[:4]), variant.removeprefix(BASE))
    if variant == CLIMATE:
        return find_corrected(".".join(words[:4]))
    return queries.find_figure(figure_id)
