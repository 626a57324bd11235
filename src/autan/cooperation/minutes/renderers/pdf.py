"""Minutes printed on A4: tagged, archivable, the same bytes when made twice on one day."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from autan.cooperation.minutes.core import MinutesDocument
from autan.ground.documents.renderers.printing import print_pdf
from autan.ground.texts.language import day

_TEMPLATE = Path(__file__).parent / "typst" / "minutes.typ"


def print_minutes(content: MinutesDocument, *, on: date) -> bytes:
    """Return minutes as PDF/UA-1 and PDF/A-2a; `on` is the day they are printed, written on them."""
    data: dict[str, Any] = asdict(content)
    data["date"] = [on.year, on.month, on.day]
    data["foot"] = _("Imprimé le %(day)s.") % {"day": day(on)}
    return print_pdf(_TEMPLATE, data, on=on)
