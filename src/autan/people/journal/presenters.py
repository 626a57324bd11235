"""What the journal gives to the desk."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.extension_points import DeskItem, DeskLine


def journal_lines(person: Any) -> Iterable[DeskItem]:
    """Lead to the journal those who may read it."""
    if person.has_perm("territories.read_journal"):
        yield DeskItem(title=_("Journal des modifications"), url=reverse("journal:list"), rank=90)


JOURNAL_LINE = DeskLine(build=journal_lines)
