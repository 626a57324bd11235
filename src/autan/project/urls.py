"""Every address of the site: French at the root, English under `/en/`."""

from importlib import import_module

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from autan.project import public_files


def _under_one_name(namespace: str, *rooms: str) -> URLResolver:
    """Addresses of rooms taken out of one: they keep its name, which pages and letters know."""
    patterns = [pattern for room in rooms for pattern in import_module(f"autan.{room}.urls").urlpatterns]
    return path("", include((patterns, namespace)))


urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", public_files.robots),
    path("favicon.ico", public_files.favicon),
    path(".well-known/security.txt", public_files.security),
]
urlpatterns += i18n_patterns(
    path("", include("autan.site.urls")),
    path("", include("autan.journal.urls")),
    path("", include("autan.mail.urls")),
    path("", include("autan.privacy.urls")),
    path("", include("autan.prepared_files.urls")),
    path("", include("autan.evidence.urls")),
    path("", include("autan.territories.urls")),
    _under_one_name("observatory", "observatory", "atlas", "data_updates", "data_review"),
    path("", include("autan.minutes.urls")),
    path("", include("autan.authoring.urls")),
    path("", include("autan.formats.urls")),
    _under_one_name("surveys", "surveys", "answering", "results"),
    _under_one_name("plans", "network_plans", "obligations", "plans"),
    _under_one_name("projects", "action_search", "action_files", "projects"),
    path("", include("autan.indicators.urls")),
    path("", include("autan.coding_results.urls")),
    path("", include("autan.workshops.urls")),
    path("", include("autan.lessons.urls")),
    path("", include("autan.foresight.urls")),
    path("", include("autan.crossreading.urls")),
    path("", include("autan.working_group.urls")),
    path("", include("autan.synthesis.urls")),
    path("", include("autan.api.urls")),
    path("compte/", include("autan.accounts.urls")),
    prefix_default_language=False,
)
handler500 = "autan.project.failures.server_error"
handler400 = "autan.site.views.refusals.bad_request"
