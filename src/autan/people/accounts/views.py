"""The page of one's own account, and sign-in by an identity provider."""

from typing import Any

from allauth.account import views as account
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from autan.people.accounts.access import TOO_MANY_ANYWHERE, by_link, person_of, signed_in
from autan.people.accounts.connectors import ID_TOKEN, IdentityAdapter, IdentityProvider

DELAYS = {"too_many_login_attempts": 300, TOO_MANY_ANYWHERE: 3_600}
"""Seconds that each limit of failures counts over, by the code of its refusal; see `ACCOUNT_RATE_LIMITS`."""


@signed_in
@require_safe
def account_home(request: HttpRequest) -> HttpResponse:
    """What one may change of one's account."""
    return render(request, "account/home.html", {"person": person_of(request)})


@by_link("the password is the right; the attempts are counted")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in by a password; once too many failed, 429 with the seconds after which attempts are taken again."""
    answer: HttpResponse = account.login(request)
    form = (getattr(answer, "context_data", None) or {}).get("form")
    for error in form.errors.as_data().get(NON_FIELD_ERRORS, ()) if form is not None else ():
        if seconds := DELAYS.get(error.code):
            answer.status_code, answer.headers["Retry-After"] = 429, str(seconds)
    return answer


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up alone."""
    del request
    message = "accounts are given, not taken"
    raise Http404(message)


@by_link("anybody may sign in, or link one's own account")
@require_POST
def leave_to_provider(request: HttpRequest) -> HttpResponse:
    """Lead to the identity provider, to sign in or to link one's account."""
    provider = _provider(request)
    try:
        answer = provider.redirect_from_request(request)
    except OAuth2Error as error:
        return render_authentication_error(request, provider, exception=error)  # type: ignore[no-any-return]
    return _lead(request, answer.url) if isinstance(answer, HttpResponseRedirect) else answer


class _Callback(OAuth2CallbackView):  # type: ignore[misc]  # allauth has no types
    """Gives what asks the provider the nonce that the session remembers."""

    def _get_state(self, request: HttpRequest, provider: IdentityProvider) -> tuple[Any, Any]:
        state, refusal = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, refusal


@by_link("the state, the nonce and the signed answers of the provider say who it is")
def back_from_provider(request: HttpRequest) -> HttpResponse:
    """Where the identity provider sends people back."""
    view = _Callback.adapter_view(IdentityAdapter(request, _provider(request).app.provider_id))
    return view(request)  # type: ignore[no-any-return]


@by_link("it ends one's own session")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here, then at the provider that opened it."""
    url = _end_session_url(request) if request.method == "POST" else ""
    answer = account.logout(request)
    return _lead(request, url) if url else answer


def _end_session_url(request: HttpRequest) -> str:
    id_token = request.session.get(ID_TOKEN, "")
    if not id_token:
        return ""
    try:
        adapter = IdentityAdapter(request, _provider(request).app.provider_id)
        return adapter.end_session_url(id_token, request.build_absolute_uri("/"))
    except (Http404, OAuth2Error):  # no longer set, or away: the session here ends all the same
        return ""


def _provider(request: HttpRequest) -> IdentityProvider:
    try:
        return get_adapter(request).get_provider(request, "openid_connect")  # type: ignore[no-any-return]
    except SocialApp.DoesNotExist:
        message = "no identity provider is set"
        raise Http404(message) from None


def _lead(request: HttpRequest, url: str) -> HttpResponse:
    """Leave for another site by a page, since forms of this one may only be sent to it."""
    return render(request, "account/leaving.html", {"url": url})
