"""Small files that every site gives at a known address: robots, favicon, contact for security."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from autan.people.accounts.access import public

_PRIVATE = ("/compte/", "/bureau/", "/journal/", "/enquetes/lien/", "/enquetes/sans-message/")
_KNOWN_FOR = timedelta(days=180)


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what they may read: public pages, in both languages."""
    del request
    refused = [f"Disallow: {prefix}{path}" for path in _PRIVATE for prefix in ("", "/en")]
    return HttpResponse("\n".join(["User-agent: *", *refused, ""]), content_type="text/plain; charset=utf-8")


@public
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the mark of the site."""
    del request
    return HttpResponseRedirect(static("site/mark.svg"))


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Give the contact for security reports (RFC 9116), when it is set."""
    if not settings.AUTAN_SECURITY_CONTACT:
        message = "no security contact is set"
        raise Http404(message)
    contacts = [f"Contact: mailto:{address}" for address in settings.AUTAN_SECURITY_CONTACT]
    expires = (timezone.now() + _KNOWN_FOR).strftime("%Y-%m-%dT00:00:00Z")
    own = request.build_absolute_uri(request.path)
    lines = [*contacts, f"Expires: {expires}", "Preferred-Languages: fr, en", f"Canonical: {own}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
