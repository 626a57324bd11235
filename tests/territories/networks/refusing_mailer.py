"""A mail server that refuses every message."""

import smtplib

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Refuses."""

    def send_messages(self, email_messages):
        """Refuse whatever is sent."""
        del email_messages
        raise smtplib.SMTPException("le serveur refuse")
