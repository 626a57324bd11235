"""The only writer of what the operator of the instance states."""

from collections.abc import Mapping

from django.forms import model_to_dict

from autan.ground.extension_points import DataSubject
from autan.instance.site.models import ONLY_ROW, OperatorNotice
from autan.instance.site.queries import operator_notice
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef, list_changes, require_version, without_name


def fill_notice(*, by: Person, fields: Mapping[str, str], seen: str) -> OperatorNotice:
    """Write what the operator states. The journal says which fields changed, without the names they hold.

    Raises ChangedSinceError: the notice is no longer what the person saw.
    """
    with acting(by=by, act="fill_notice", permission="site.fill_notices") as act:
        OperatorNotice.objects.select_for_update().filter(pk=ONLY_ROW).first()
        before = notice_fields(operator_notice())
        require_version(seen, before)
        notice = OperatorNotice(pk=ONLY_ROW, **fields)
        changed = [change.field for change in list_changes(before, notice_fields(notice))]
        if changed:
            notice.save()
            ref = ObjectRef("site", "notice", str(ONLY_ROW))
            act.record(ref, summary="Mentions de l’exploitant remplies", details={"fields": changed})
    return notice


def notice_fields(notice: OperatorNotice) -> dict[str, str]:
    """What the version of the form is made from."""
    return model_to_dict(notice, exclude=["id"])


def erase_from_notice(subject: DataSubject) -> int:
    """Take what names somebody out of the notice; return how many rows changed."""
    notice = operator_notice()
    before = notice_fields(notice)
    for name, text in before.items():
        cleaned = text
        for word in subject.words:
            cleaned = without_name(cleaned, word, "").strip()
        setattr(notice, name, cleaned)
    if notice_fields(notice) == before:
        return 0
    notice.save()
    return 1
