"""What the product asks of django-allauth: who may sign in, how often, and how an address is changed."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from autan.ground.sealing import seal, unseal
from autan.people.accounts.access import TOO_MANY_ANYWHERE
from autan.people.accounts.actions import record_address
from autan.people.accounts.connectors import SECRET_LENGTH
from autan.people.accounts.models import Person
from autan.people.mail.actions import LocalLinkError, queue_message
from autan.people.mail.connectors import mail_leaves

_log = logging.getLogger("autan.people.accounts")


class AuthenticationBackend(AllauthBackend):  # type: ignore[misc]  # allauth has no types
    """Opens an account by its own address, and no demonstration account where others reach: its password is printed."""

    def user_can_authenticate(self, user: Person) -> bool:
        """Say whether this account may sign in, and stay signed in."""
        return bool(super().user_can_authenticate(user)) and (settings.IS_LOCAL or not user.is_demonstration)

    def _authenticate_by_email(self, email: str, password: str) -> Person | None:
        """Find who signs in: by the address of the account, never by one that waits to be proved."""
        person = super()._authenticate_by_email(email, password)
        return person if person is not None and person.has_address(email) else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are given, attempts are counted for each address apart, an address of e-mail is changed in one act."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Never: an account is given, not taken."""
        return False

    def pre_login(self, request: HttpRequest, user: Person, **fields: Any) -> HttpResponse | None:
        """Refuse an account that may not sign in here, however it proved who it is."""
        if user.is_demonstration and not settings.IS_LOCAL:
            return self.respond_user_inactive(request, user)  # type: ignore[no-any-return]
        return super().pre_login(request, user, **fields)  # type: ignore[no-any-return]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count an attempt.

        Raises ValidationError: too many failed from this address; or from everywhere, and then a code by mail opens.
        Where mails do not leave, an address that has not failed as often itself still opens.
        """
        super().pre_authenticate(request, **credentials)
        if self._count_failure(request, credentials, dry_run=True):
            return
        if mail_leaves():
            message = _("Trop d’essais sur ce compte. Demandez un code par courriel\u00a0: il ouvre tout de suite.")
            raise ValidationError(message, code=TOO_MANY_ANYWHERE)
        if not self._count_failure_here(request, credentials, dry_run=True):
            message = _("Trop d’essais sur ce compte, et plusieurs d’ici. Réessayez dans une heure, ou d’ailleurs.")
            raise ValidationError(message, code=TOO_MANY_ANYWHERE)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a failure for the account, wherever it comes from."""
        self._count_failure(request, credentials, dry_run=False)
        self._count_failure_here(request, credentials, dry_run=False)

    def _count_failure(self, request: HttpRequest, credentials: dict[str, Any], *, dry_run: bool) -> Any:
        key = str(credentials.get("email", "")).lower()
        return ratelimit.consume(request, action="login_failed_anywhere", key=key, dry_run=dry_run)

    def _count_failure_here(self, request: HttpRequest, credentials: dict[str, Any], *, dry_run: bool) -> Any:
        # whoever holds an IPv6 network has addresses without end: it counts as one
        address = truncate_ip(self.get_client_ip(request))
        key = f"{address}:{str(credentials.get('email', '')).lower()}"
        return ratelimit.consume(request, action="login_failed_here", key=key, dry_run=dry_run)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """An account seen from one address: what fails elsewhere does not close it here."""
        return f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a message about an account; one that cannot leave is told on the page and in the log."""
        request = allauth_context.request
        words = {"request": request, "email": email, "greeting": _("Bonjour,"), **context}
        words["current_site"] = get_current_site(request)
        rendered = self.render_mail(template_prefix, email, words)
        try:
            queue_message(
                kind=f"accounts.{template_prefix.rpartition('/')[2]}",
                to=email,
                subject=rendered.subject,
                body=rendered.body,
            )
        except LocalLinkError as error:
            _log.error("mail about an account held: its link is local, see AUTAN_SITE")
            if request is not None:
                messages.error(request, str(error))

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Make a proved address that of its account, and tell the journal; False when another account has it."""
        person = Person.objects.select_for_update().get(pk=email_address.user_id)
        if Person.objects.filter(email__iexact=email_address.email).exclude(pk=person.pk).exists():
            self.add_message(request, messages.ERROR, message=_("Cette adresse est celle d’un autre compte."))
            return False
        before = person.email
        done = bool(super().confirm_email(request, email_address))
        if done and before != email_address.email:
            record_address(person)
        return done


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secrets of second factors encrypted by the key of the site."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret."""
        return seal(text, purpose="second factor")

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a secret."""
        return unseal(encrypted_text, purpose="second factor")


class IdentityAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """An identity opens the account that was linked to it by its holder, and no other."""

    def generate_state_param(self, state: object) -> str:  # noqa: ARG002 - allauth's signature
        """Return what the provider gives back unchanged."""
        return get_random_string(SECRET_LENGTH)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Never: say what to do instead."""
        raise ImmediateHttpResponse(render(request, "account/unknown_identity.html", status=403))

    def on_authentication_error(
        self, request: HttpRequest, provider: object, error: object = None, exception: object = None, **_more: object
    ) -> None:
        """Leave a line in the log: nobody else sees why it failed."""
        del request, provider
        _log.warning("sign-in by the identity provider failed", extra={"code": error, "reason": str(exception)[:300]})
