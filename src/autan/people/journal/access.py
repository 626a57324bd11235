"""Who may open an address, said on each view: `@public`, `@signed_in`, `@requires(...)` or `@guarded(...)`.

`@public` and `@guarded(...)` are only read. `@public_form` is `@public` for a page that shows a form to some;
`@guarded_form(...)` and `@guarded_act(...)` are `@guarded(...)` for somebody signed in, with the methods of a form or
an act; `@by_link(...)` takes what the holder of a link or a key sends. A test goes through every address and refuses
one whose view does not say who may open it, another posts an empty form to each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from autan.ground.errors import NotAllowedError

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may open a view.

    Attributes:
        kind: `public`, `signed_in`, `permission` (asked before the view) or `guarded` (asked inside it).
        reason: why the right is asked inside: what it depends on for `guarded`, a form that a `public` page shows.
    """

    kind: str
    permission: str = ""
    reason: str = ""


def access_of(view: View) -> Access | None:
    """Return what a view says of whoever may open it; None when it says nothing."""
    return getattr(view, "access", None)


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]  # read by `access_of`
    return view


def public(view: View) -> View:
    """Let anybody read a page; it takes no form, see `public_form`."""
    return _declare(require_safe(view), Access(kind="public"))


def guarded(reason: str) -> Callable[[View], View]:
    """Say that a page asks the right itself, since it depends on what the view reads."""
    return lambda view: by_link(reason)(require_safe(view))


def by_link(reason: str) -> Callable[[View], View]:
    """Say the same of a view that is also sent something: the right is a link, a key, or a session that it reads."""
    return lambda view: _declare(view, Access(kind="guarded", reason=reason))


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, and back from it; refuse the script of a page that stands open."""
    if request.headers.get("Sec-Fetch-Dest") == "empty":
        return HttpResponse(status=401)  # a script would take the sign-in page for what it asked
    return redirect_to_login(request.get_full_path())


def signed_in(view: View) -> View:
    """Ask who has not signed in to do so."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.user.is_authenticated else ask_to_sign_in(request)

    return _declare(checked, Access(kind="signed_in"))


def public_form(view: View) -> View:
    """Let anybody read a page; its form, shown to those who may send it, leads who has not signed in to do so."""
    posted = signed_in(view)

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (posted if request.method == "POST" else view)(request, *args, **kwargs)

    return _declare(checked, Access(kind="public", reason="its form is for somebody signed in"))


def guarded_form(reason: str) -> Callable[[View], View]:
    """Show a form, or do what it asks, for somebody signed in whose right the view itself asks; see `guarded`."""
    return lambda view: by_link(reason)(signed_in(require_http_methods(["GET", "HEAD", "POST"])(view)))


def guarded_act(reason: str) -> Callable[[View], View]:
    """Do an act that was posted, for somebody signed in whose right the view itself asks; see `guarded`."""
    return lambda view: by_link(reason)(signed_in(require_POST(view)))


def requires(permission: str) -> Callable[[View], View]:
    """Ask a right that depends on no object: who has not signed in is led to do so, others are refused."""

    def declare(view: View) -> View:
        @signed_in
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise NotAllowedError(permission)
            return view(request, *args, **kwargs)

        return _declare(checked, Access(kind="permission", permission=permission))

    return declare
