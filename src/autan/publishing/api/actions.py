"""Read keys given and revoked; the only writers of the room."""

import secrets

from django.utils import timezone

from autan.ground.errors import RuleError
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.publishing.api.models import ReadKey
from autan.publishing.api.queries.keys import PREFIX, digest_key

MAY_MANAGE_KEYS = "api.manage_keys"
_MAX_NAME = 120


def _ref(key: ReadKey) -> ObjectRef:
    return ObjectRef("api", "key", str(key.pk))


def issue_key(*, by: Actor | None, name: str) -> tuple[ReadKey, str]:
    """Give a read key to somebody; return it with its text, which is shown once and kept nowhere.

    Raises:
        RuleError: the name is empty, or longer than 120 signs.
    """
    holder = " ".join(name.split())
    if not holder or len(holder) > _MAX_NAME:
        message = "dites à qui va la clé, en {max_name} signes au plus"
        raise RuleError(message, max_name=_MAX_NAME)
    with acting(by=by, act="issue_key", permission=MAY_MANAGE_KEYS) as act:
        text = PREFIX + secrets.token_urlsafe(32)
        key = ReadKey.objects.create(name=holder, digest=digest_key(text))
        act.record(_ref(key), summary=f"Clé de lecture donnée : {holder}")
    return key, text


def revoke_key(*, by: Actor | None, key: ReadKey) -> ReadKey:
    """Revoke a read key, at once; one that is revoked already stays so."""
    with acting(by=by, act="revoke_key", permission=MAY_MANAGE_KEYS, on=key) as act:
        if key.revoked_at is None:
            key.revoked_at = timezone.now()
            key.save(update_fields=["revoked_at"])
            act.record(_ref(key), summary=f"Clé de lecture révoquée : {key.name}")
    return key
