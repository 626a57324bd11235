"""Agreement as a page shows it: measures code by code, disagreements with what each person gave."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from autan.coding.agreement.core.ratings import Agreement
from autan.coding.codings.core.codings import distinct_names
from autan.coding.codings.models import DoubleCoding
from autan.coding.codings.presenters.codebooks import anchor_of
from autan.coding.codings.queries.corpora import CorpusView
from autan.coding.results.queries.agreement import AgreementReport
from autan.ground.texts.language import number, with_unit, words


def present_draws(
    draws: Iterable[DoubleCoding], view: CorpusView
) -> list[tuple[DoubleCoding, date, str, list[tuple[str, int]]]]:
    """Return the double codings of a corpus, newest first, each with its day, its share and how far each person is."""
    read = {reading.coder.key: reading.read for reading in view.readings}
    return [
        (
            draw,
            timezone.localdate(draw.drawn_at),
            number(draw.share * 100),
            [(name, len(read.get(key, frozenset()) & set(draw.texts))) for key, name in draw.named_coders],
        )
        for draw in draws
    ]


def present_report(report: AgreementReport) -> dict[str, Any] | None:
    """Return what is known of the agreement; None when nobody read what another did."""
    if not report.rows:
        return None
    names = distinct_names(reading.coder for reading in report.readings)
    return {
        "count": len(report.texts),
        "names": tuple(names.values()),
        "lines": tuple(
            {
                "label": words(row.code.label) if row.code else _("Tous les codes ensemble"),
                "is_whole": row.code is None,
                "percent": "—" if row.percent.value is None else with_unit(number(row.percent.value * 100), "%"),
                "kappas": " · ".join(map(_value, row.kappas)),
                "alpha": _value(row.alpha),
                "present": row.present,
                "absent": row.absent,
                "differing": len(row.disagreements),
            }
            for row in report.rows
            if row.code is None or row.present or row.disagreements
        ),
        "bounds": _bounds(report),
        "disagreements": tuple(
            (
                disagreement,
                f"{anchor_of(disagreement.text.key)}-{disagreement.code.key}",
                [
                    (names.get(key, key), [coding.anchor.quote for coding in codings])
                    for key, codings in disagreement.given
                ],
            )
            for disagreement in report.disagreements
        ),
        "left": sum(disagreement.decided is None for disagreement in report.disagreements),
    }


def _value(agreement: Agreement) -> str:
    if agreement.value is None:
        return _("non défini (%(why)s)") % {"why": words(agreement.undefined.label) if agreement.undefined else ""}
    return number(agreement.value, decimals=3)


def _bounds(report: AgreementReport) -> str:
    bounds = report.bounds
    if bounds is None or bounds.low is None or bounds.high is None:
        return ""
    values = {
        "low": number(bounds.low, decimals=3),
        "high": number(bounds.high, decimals=3),
        "draws": number(bounds.draws),
        "seed": bounds.seed,
    }
    return _("de %(low)s à %(high)s dans 95\u00a0%% de %(draws)s tirages (graine %(seed)s)") % values
