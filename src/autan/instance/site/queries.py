"""The only reader of what the operator of the instance states."""

from collections.abc import Mapping, Sequence

from django.forms import model_to_dict

from autan.ground.extension_points import DataSubject
from autan.instance.site.models import ONLY_ROW, OperatorNotice


def operator_notice() -> OperatorNotice:
    """Return what the operator states; an empty notice where nothing was filled in. One query."""
    return OperatorNotice.objects.filter(pk=ONLY_ROW).first() or OperatorNotice(pk=ONLY_ROW)


def export_notice(subject: DataSubject) -> Sequence[Mapping[str, str]]:
    """Return the fields of the notice that name somebody."""
    fields = model_to_dict(operator_notice(), exclude=["id"])
    words = [word.lower() for word in subject.words]
    naming = {name: text for name, text in fields.items() if any(word in text.lower() for word in words)}
    return [naming] if naming else []
