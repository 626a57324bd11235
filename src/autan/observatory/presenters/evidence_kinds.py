"""Kinds of evidence of the room, as traces find them: one object for each, registered at start."""

from autan.evidence.core.figures import OWN_VALUE
from autan.evidence.queries.registry import EvidenceKind, all_at_once, one_by_one
from autan.measures.core.addresses import FilingCellKey, IndicatorRowsKey, RowsKey
from autan.observatory.core.prices import PRICE_EVIDENCE
from autan.observatory.presenters.filing_evidence import describe_filing_cell
from autan.observatory.presenters.indicator_evidence import describe_indicator
from autan.observatory.presenters.own_value_evidence import describe_own_values
from autan.observatory.presenters.price_evidence import describe_price
from autan.observatory.presenters.row_evidence import describe_rows
from autan.observatory.queries.measure_rows import existing_rows

EVIDENCE_KINDS = (
    EvidenceKind(kind=RowsKey.KIND, describe=all_at_once(describe_rows), existing=existing_rows),
    EvidenceKind(kind=IndicatorRowsKey.KIND, describe=one_by_one(describe_indicator)),
    EvidenceKind(kind=FilingCellKey.KIND, describe=one_by_one(describe_filing_cell)),
    EvidenceKind(kind=PRICE_EVIDENCE, describe=one_by_one(describe_price)),
    EvidenceKind(kind=OWN_VALUE, describe=describe_own_values),
)
