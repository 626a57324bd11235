"""The kit of a workshop printed on A4: agenda, site sheet, a sheet for each moment, sign-in sheet."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from autan.cooperation.workshops.core.kit import WorkshopKit
from autan.ground.documents.renderers.printing import print_pdf
from autan.ground.texts.language import day

_TEMPLATE = Path(__file__).parent / "typst" / "kit.typ"


def print_kit(kit: WorkshopKit, *, on: date) -> bytes:
    """Return the kit as PDF/UA-1 and PDF/A-2a; `on` is the day it is printed, written on it."""
    data: dict[str, Any] = asdict(kit)
    data["date"] = [on.year, on.month, on.day]
    data["foot"] = _("%(title)s. Imprimé le %(day)s.") % {"title": kit.title, "day": day(on)}
    return print_pdf(_TEMPLATE, data, on=on)
