"""What an author finds on the desk: the questionnaires to write, and how many drafts are under way."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.ground.extension_points import DeskItem, DeskLine
from autan.ground.texts.language import number
from autan.survey.questionnaires.queries import count_drafts

_RANK = 60


def author_items(person: Any) -> Iterable[DeskItem]:
    """Give the way to the questionnaires to who may write them. One query, beside that of the right."""
    if not person.has_perm("questionnaires.author"):
        return
    count = count_drafts(person)
    drafts = ngettext("%(count)s brouillon en cours", "%(count)s brouillons en cours", count)
    yield DeskItem(
        title=_("Écrire un questionnaire, ouvrir une campagne"),
        url=reverse("questionnaires:index"),
        detail=drafts % {"count": number(count)} if count else "",
        rank=_RANK,
    )


AUTHOR_LINES = DeskLine(build=author_items)
