"""An identity provider on this machine, faithful to the documentation of ProConnect for a « Fournisseur de Service ».

It refuses what ProConnect refuses: an unknown parameter (Y000400), a `state` or `nonce` under 32 characters, a code
used twice or for another address, a client that is not named in the body; its answers about people are signed.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "autan-client", "un-secret-de-client-d-au-moins-trente-deux-signes"
TAKEN = {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "claims", "prompt", "login_hint"}
KEYS: dict[str, Any] = {
    "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": ec.generate_private_key(ec.SECP256R1()),
}


@dataclass
class Provider:
    """Who is signed in there, and how it answers.

    Attributes:
        address: its address, as a client sets it.
        sub: identifier of the person.
        email: e-mail of the person.
        algorithm: how it signs: RS256, ES256 or HS256.
        is_plain: True to answer about the person in JSON.
        spoil: what to change in a signed answer before it is signed: its name (`id_token`, `userinfo`) and claims.
        key: another key to sign with; its own when None.
        is_away: True to answer 503.
        asked: what each address was asked.
    """

    address: str = ""
    sub: str = "a6f1c5d0-0000-4000-8000-000000000001"
    email: str = "marie@exemple.fr"
    algorithm: str = "RS256"
    is_plain: bool = False
    spoil: Callable[[str, dict[str, Any]], dict[str, Any]] = lambda _name, claims: claims
    key: Any = None
    is_away: bool = False
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, str]:
        """The variables of a site that uses it."""
        return {"AUTAN_OIDC_SERVER": self.address, "AUTAN_OIDC_CLIENT": CLIENT, "AUTAN_OIDC_SECRET": SECRET}

    def configuration(self) -> dict[str, Any]:
        """Its discovery document."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/session/end",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "scopes_supported": ["openid", "email", "given_name", "usual_name", "siret", "uid"],
        }

    def keys(self) -> dict[str, Any]:
        """Its public keys."""
        algorithms: dict[str, Any] = jwt.algorithms.get_default_algorithms()
        found = []
        for name, key in KEYS.items():
            public = algorithms[name].to_jwk(key.public_key(), as_dict=True)
            found.append({**public, "kid": name, "alg": name, "use": "sig"})
        return {"keys": found}

    def signed(self, name: str, claims: dict[str, Any]) -> str:
        """A signed answer."""
        now = int(time.time())
        whole = {"iss": self.address, "aud": CLIENT, "sub": self.sub, "iat": now, "exp": now + 60, **claims}
        key = self.key or (SECRET if self.algorithm == "HS256" else KEYS[self.algorithm])
        return jwt.encode(self.spoil(name, whole), key, algorithm=self.algorithm, headers={"kid": self.algorithm})

    def authorize(self, fields: dict[str, str]) -> tuple[int, str]:
        """Sign the person in: the status, and the address to go back to or the fault."""
        if set(fields) - TAKEN:
            return 400, f"Y000400: {sorted(set(fields) - TAKEN)}"
        if fields.get("response_type") != "code" or fields.get("client_id") != CLIENT:
            return 400, "Y000400: client"
        if (
            "openid" not in fields.get("scope", "").split()
            or min(len(fields.get(n, "")) for n in ("state", "nonce")) < 32
        ):
            return 400, "Y000400: scope, state or nonce"
        code = f"code-{len(self.codes)}-{'x' * 20}"
        self.codes[code] = fields
        return (
            303,
            f"{fields['redirect_uri']}?{urlencode({'code': code, 'state': fields['state'], 'iss': self.address})}",
        )

    def token(self, given: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Exchange a code, once."""
        code = self.codes.pop(given.get("code", ""), None)
        if (given.get("client_id"), given.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        if not code or code["redirect_uri"] != given.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        access = f"access-{len(self.tokens)}"
        self.tokens[access] = code
        claims = {"nonce": code["nonce"], "acr": "eidas1", "amr": ["pwd"], "auth_time": int(time.time())}
        fields = {"access_token": access, "token_type": "Bearer", "expires_in": 60}
        return 200, {**fields, "id_token": self.signed("id_token", claims)}


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, content: bytes, kind: str = "application/json; charset=utf-8", to: str = "") -> None:
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _json(self, status: int, content: object) -> None:
        self._answer(status, json.dumps(content).encode())

    def do_GET(self) -> None:
        """Discovery, keys, sign-in, who it is."""
        parts = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        provider, path = self.provider, parts.path.removeprefix("/api/v2")
        provider.asked.append((path, given))
        if provider.is_away:
            self._json(503, {})
        elif path == "/.well-known/openid-configuration":
            self._json(200, provider.configuration())
        elif path == "/jwks":
            self._json(200, provider.keys())
        elif path == "/authorize":
            status, told = provider.authorize(given)
            self._answer(status, told.encode(), "text/html", told if status == 303 else "")
        elif path == "/userinfo":
            self._who()
        else:
            self._json(404, {"error": "Y000404"})

    def _who(self) -> None:
        provider = self.provider
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in provider.tokens:
            self._json(401, {"error": "invalid_token"})
            return
        fields = {"email": provider.email, "uid": "marie", "siret": "20004312300019", "idp_id": "essai"}
        if provider.is_plain:
            self._json(200, provider.spoil("userinfo", {"sub": provider.sub, **fields}))
        else:
            self._answer(200, provider.signed("userinfo", fields).encode(), "application/jwt")

    def do_POST(self) -> None:
        """A code for tokens."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        self.provider.asked.append(("/token", given))
        self._json(*self.provider.token(given))


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """Start a provider on this machine, and stop it at the end."""
    provider = Provider()
    handler = type("Handler", (_Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        provider.address = f"http://127.0.0.1:{server.server_address[1]}/api/v2"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join(timeout=5)
