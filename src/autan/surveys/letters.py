"""How does an e-mail leave whose headers hold a long address? Whole: a folded or encoded address is no link."""

from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage as StandardMessage
from email.policy import EmailPolicy, Policy, default

from django.conf import settings
from django.core.mail import EmailMessage


def mail_leaves() -> bool:
    """Say whether e-mails really go to their readers: without a mail server they are only written down here."""
    backend = str(settings.MAILERS["default"]["BACKEND"])
    return not backend.startswith(("django.core.mail.backends.filebased", "django.core.mail.backends.console"))


class _WholeLine(UnstructuredHeader, BaseHeader):
    """A header that is never folded: the library would write a word longer than a line as `=?utf-8?q?…?=`."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as one line."""
        return f"{self.name}: {self}{policy.linesep}"


class Letter(EmailMessage):
    """An e-mail that its reader can ask to be the last: mail programs read the address whole."""

    def message(self, *, policy: Policy | None = None) -> StandardMessage:
        """Return the message, its `List-Unsubscribe` on one line whatever its length.

        One that does not leave is read where it is written: its words stay plain, its links whole.
        """
        registry = HeaderRegistry()
        registry.map_to_type("list-unsubscribe", _WholeLine)
        known = policy if isinstance(policy, EmailPolicy) else default
        made = super().message(policy=known.clone(header_factory=registry))
        if not mail_leaves():
            made.set_content(str(self.body), cte="8bit")
        return made
