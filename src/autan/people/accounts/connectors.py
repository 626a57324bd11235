"""The identity provider (OpenID Connect, such as ProConnect): asked who a person is, every answer verified.

What ProConnect asks of a service is in its documentation, « Implémentation du protocole OIDC pour un Fournisseur de
Service »: `state` and `nonce` of 32 characters at least, signed answers, no parameter but those that it names.
"""

from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string

SECRET_LENGTH = 48  # characters of a state or a nonce; ProConnect asks for 32
ID_TOKEN = "openid_id_token"  # noqa: S105 - key of the session
_ALGORITHMS = ("RS256", "ES256", "HS256")  # those that ProConnect offers; HS256 signs with the secret of the client
_IN_ID_TOKEN = ("iss", "aud", "sub", "exp", "iat")
_IN_USERINFO = ("iss", "aud", "sub")
_CONFIGURATION_SECONDS = 600
_CLOCK_SECONDS = 30  # by which two clocks may differ


class IdentityProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """Where people are sent to say who they are; what it is asked for is fixed here, whatever an address adds."""

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:  # noqa: ARG002 - allauth's signature
        """Return the address that leads to the provider."""
        return f"{reverse('openid_connect_login')}?{urlencode(kwargs)}" if kwargs else reverse("openid_connect_login")

    def get_callback_url(self) -> str:
        """Return the address to which people come back."""
        return reverse("openid_connect_callback")

    def get_oauth2_adapter(self, request: HttpRequest) -> "IdentityAdapter":
        """Return what asks the provider."""
        return IdentityAdapter(request, self.app.provider_id)

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: object = None, **_from_address: Any
    ) -> HttpResponse:
        """Send somebody to the provider, with a nonce that the session remembers beside the state."""
        nonce = get_random_string(SECRET_LENGTH)
        return super().redirect(  # type: ignore[no-any-return]
            request, process, next_url, data, nonce=nonce, auth_params={"nonce": nonce}, scope=["openid", "email"]
        )

    def extract_uid(self, data: dict[str, str]) -> str:
        """Return what an identity is known by: `sub`, which one provider never gives to two people."""
        return data["sub"]

    def extract_email_addresses(self, data: object) -> list[object]:  # noqa: ARG002 - allauth's signature
        """Nobody is known by an e-mail that a provider states."""
        return []

    def extract_common_fields(self, data: object) -> dict[str, object]:  # noqa: ARG002 - allauth's signature
        """Nothing: an account is given here, and its name is not the provider's to change."""
        return {}


class IdentityAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Speaks to the provider; `nonce` is the one that was sent with this sign-in; set by the view from the session."""

    nonce = ""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002 - allauth's signature
        """Return the address to which people come back, whole."""
        return str(build_absolute_uri(request, reverse("openid_connect_callback"), self.redirect_uri_protocol))

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of its addresses, kept ten minutes.

        Raises OAuth2Error: it does not answer, or speaks for another issuer than the one that was set.
        """
        provider = self.get_provider()
        key = f"openid-configuration:{provider.server_url}"
        configuration: dict[str, Any] | None = cache.get(key)
        if configuration is None:
            configuration = self._fetch(provider.server_url)
            # answers are checked against this configuration: another issuer's would let its own in
            if configuration.get("issuer") != provider.app.settings["server_url"]:
                message = f"issuer {configuration.get('issuer')!r} is not the one that was set"
                raise OAuth2Error(message)
            cache.set(key, configuration, _CONFIGURATION_SECONDS)
        return configuration

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Verify the two signed answers and that they are about one person, asked for by this session.

        Raises OAuth2Error: they are not.
        """
        id_token = str(kwargs["response"].get("id_token", ""))
        claims = self._verify(app, id_token, require=_IN_ID_TOKEN)
        if not self.nonce or not constant_time_compare(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("the nonce is not that of this session")
        person = self._ask_who(app, token.token)
        if person.get("sub") != claims["sub"]:
            raise OAuth2Error("the two answers are not about the same person")
        request.session[ID_TOKEN] = id_token
        identity = {"sub": str(claims["sub"]), "email": str(person.get("email", ""))}
        return self.get_provider().sociallogin_from_response(request, identity)

    def end_session_url(self, id_token: str, back_to: str) -> str:
        """Return the address that ends the session at the provider, then leads back; empty when it has none.

        Raises OAuth2Error: it does not answer.
        """
        address = self.openid_config.get("end_session_endpoint", "")
        parameters = {
            "id_token_hint": id_token,
            "state": get_random_string(SECRET_LENGTH),
            "post_logout_redirect_uri": back_to,
        }
        return f"{address}?{urlencode(parameters)}" if address else ""

    def _ask_who(self, app: SocialApp, access_token: str) -> dict[str, Any]:
        """The answer about the person: signed (ProConnect), or plain JSON on the same secure connection."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            answer.raise_for_status()
        if answer.headers.get("content-type", "").partition(";")[0].strip() == "application/jwt":
            return self._verify(app, answer.text.strip(), require=_IN_USERINFO)
        return _as_object(answer)

    def _verify(self, app: SocialApp, token: str, *, require: tuple[str, ...]) -> dict[str, Any]:
        """Check signature, issuer, audience and dates. The key follows the algorithm: none can pass for another."""
        try:
            header = jwt.get_unverified_header(token)
            algorithm = header.get("alg")
            if algorithm not in _ALGORITHMS:
                message = f"signed by {algorithm!r}, which is not accepted"
                raise OAuth2Error(message)
            key = app.secret if algorithm == "HS256" else self._key(header.get("kid"))
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=_CLOCK_SECONDS,
                options={"require": list(require)},
            )
        except jwt.PyJWTError as error:
            message = f"answer refused: {error}"
            raise OAuth2Error(message) from error
        return claims

    def _key(self, kid: str | None) -> jwt.PyJWK:
        keys = jwt.PyJWKSet.from_dict(self._fetch(self.openid_config["jwks_uri"])).keys
        matching = [key for key in keys if key.key_id == kid] if kid else keys
        if len(matching) != 1:
            message = f"no key {kid!r}"
            raise OAuth2Error(message)
        return matching[0]

    def _fetch(self, address: str) -> dict[str, Any]:
        try:
            with get_adapter().get_requests_session() as session:
                answer = session.get(address)
                answer.raise_for_status()
            return _as_object(answer)
        except requests.RequestException as error:
            message = f"the provider does not answer: {type(error).__name__}"
            raise OAuth2Error(message) from error


def _as_object(answer: requests.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except requests.JSONDecodeError:
        content = None
    if not isinstance(content, dict):
        raise OAuth2Error("the provider answers something else than an object")
    return content
