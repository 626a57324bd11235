"""Every address of the site: French at the root, English under `/en/`."""

from importlib import import_module

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from autan.instance.project import public_files


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
    path("", include("autan.instance.site.urls")),
    path("", include("autan.people.journal.urls")),
    path("", include("autan.people.mail.urls")),
    path("", include("autan.people.personal_data.urls")),
    path("", include("autan.people.prepared_files.urls")),
    path("", include("autan.evidence.figures.urls")),
    path("", include("autan.territories.networks.urls")),
    _under_one_name("observatory", "observatory", "atlas", "data_updates", "data_review"),
    path("", include("autan.cooperation.minutes.urls")),
    path("", include("autan.survey.questionnaires.urls")),
    path("", include("autan.survey.formats.urls")),
    _under_one_name("surveys", "surveys", "answering", "results"),
    _under_one_name("plans", "network_plans", "obligations", "plans"),
    _under_one_name("projects", "action_search", "action_files", "projects"),
    path("", include("autan.plans.indicators.urls")),
    path("", include("autan.coding.results.urls")),
    path("", include("autan.cooperation.workshops.urls")),
    path("", include("autan.cooperation.lessons.urls")),
    path("", include("autan.foresight.scenarios.urls")),
    path("", include("autan.cooperation.crossreading.urls")),
    path("", include("autan.cooperation.working_group.urls")),
    path("", include("autan.publishing.editions.urls")),
    path("", include("autan.publishing.api.urls")),
    path("compte/", include("autan.people.accounts.urls")),
    prefix_default_language=False,
)
handler500 = "autan.instance.project.failures.server_error"
handler400 = "autan.instance.site.views.refusals.bad_request"
