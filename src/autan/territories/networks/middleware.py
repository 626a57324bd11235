"""The pages of a network are on its own time: its days and hours are those of the people who read them there."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from autan.ground.web.middleware import Middleware
from autan.territories.networks.queries.networks import list_networks

_OF_A_NETWORK = "reseaux/<slug:"


class NetworkTimeMiddleware(Middleware):
    """Puts each request about a network on the time of this network; the others on that of the site."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and leave the time of the site behind."""
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> None:
        """Look for the network that the address names. The query of `list_networks`, which its page asks too."""
        route = request.resolver_match.route if request.resolver_match else ""
        if _OF_A_NETWORK not in route:
            return
        slug = kwargs.get("network", kwargs.get("slug"))
        zone = next((network.time_zone for network in list_networks() if network.slug == slug), "")
        if zone:
            timezone.activate(ZoneInfo(zone))
