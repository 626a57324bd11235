"""What programs are told, and how a message is signed."""

import base64
import hmac
from collections.abc import Mapping

from autan.ground.texts.core.labelled import Labelled

_MARK = "whsec_"


class WebhookEvent(Labelled):
    """Something of which a program is told."""

    ANSWER_VALIDATED = "answer_validated", "réponse validée par un membre", "answer validated by a member"
    EDITION_PUBLISHED = "edition_published", "édition publiée", "edition published"
    VALUE_LATE = "value_late", "valeur d’indicateur en retard", "late value of an indicator"
    TRIAL = "trial", "essai", "trial"


OFFERED = tuple(event for event in WebhookEvent if event is not WebhookEvent.TRIAL)
"""Events that one chooses; a trial is sent by hand."""

EVENT_OF_ACT: Mapping[tuple[str, str], WebhookEvent] = {
    ("surveys", "validate_section"): WebhookEvent.ANSWER_VALIDATED,
    ("synthesis", "publish_edition"): WebhookEvent.EDITION_PUBLISHED,
}
"""Events that the journal states, by room and act."""


def write_secret(drawn: bytes) -> str:
    """Write the secret of an address, drawn at random, in the form that libraries of Standard Webhooks read.

    >>> write_secret(b"0123456789")
    'whsec_MDEyMzQ1Njc4OQ=='
    """
    return _MARK + base64.b64encode(drawn).decode()


def sign_message(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """Sign a message after Standard Webhooks: HMAC-SHA256 of its identifier, its moment and its body.

    >>> sign_message("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
    ...     '{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    key = base64.b64decode(secret.removeprefix(_MARK))
    digest = hmac.digest(key, f"{message_id}.{timestamp}.{body}".encode(), "sha256")
    return f"v1,{base64.b64encode(digest).decode()}"
