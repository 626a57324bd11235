"""Sends the e-mails of campaigns through the mail server of the instance."""

import smtplib
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage as StandardMessage
from email.policy import EmailPolicy, Policy, default

from django.conf import settings
from django.core.mail import EmailMessage


def has_mail_server() -> bool:
    """Say whether e-mails are sent; without a mail server they are written to files, or to the console."""
    backend = str(settings.MAILERS["default"]["BACKEND"])
    return not backend.startswith(("django.core.mail.backends.filebased", "django.core.mail.backends.console"))


class _WholeLine(UnstructuredHeader, BaseHeader):
    """A header that is never folded: the library would encode an address longer than a line as `=?utf-8?q?…?=`."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as one line."""
        return f"{self.name}: {self}{policy.linesep}"


class CampaignEmail(EmailMessage):
    """An e-mail with a `List-Unsubscribe` header, which mail programs read only on one line."""

    def message(self, *, policy: Policy | None = None) -> StandardMessage:
        """Return the message, its `List-Unsubscribe` on one line whatever its length.

        Without a mail server it is read in its file: its text is not encoded, so that links stay whole.
        """
        registry = HeaderRegistry()
        registry.map_to_type("list-unsubscribe", _WholeLine)
        known = policy if isinstance(policy, EmailPolicy) else default
        made = super().message(policy=known.clone(header_factory=registry))
        if not has_mail_server():
            made.set_content(str(self.body), cte="8bit")
        return made


def send_email(email: CampaignEmail) -> str:
    """Send an e-mail; return why it could not be sent, or empty text."""
    try:
        email.send()
    except (smtplib.SMTPException, OSError) as error:
        return str(error) or type(error).__name__
    return ""
