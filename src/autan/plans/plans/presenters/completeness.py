"""What is stated complete, in words: on which day, and by whom to who writes the plan."""

from django.utils.translation import gettext as _

from autan.ground.texts.language import day
from autan.plans.plans.models import CompletenessStatement


def statement_words(stated: CompletenessStatement | None, *, may_write: bool) -> str:
    """Say that there is nothing else, on the day; the name of the person is told to who writes alone."""
    if stated is None:
        return ""
    fields = {"day": day(stated.stated_on), "name": stated.by.name if stated.by else ""}
    if may_write and stated.by:
        return _("rien d’autre, au %(day)s, selon %(name)s") % fields
    return _("rien d’autre, au %(day)s") % fields
