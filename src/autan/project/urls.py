"""Every address of the site: French at the root, English under `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from autan.action_files import urls as action_files
from autan.action_search import urls as action_search
from autan.network_plans import urls as network_plans
from autan.obligations import urls as obligations
from autan.plans import urls as plans
from autan.project import public_files
from autan.projects import urls as projects

_PLANS = [*network_plans.urlpatterns, *obligations.urlpatterns, *plans.urlpatterns]
_ACTIONS = [*action_search.urlpatterns, *action_files.urlpatterns, *projects.urlpatterns]
"""Rooms whose addresses share one prefix of names: `plans:`, `projects:`."""
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
    path("", include("autan.evidence.urls")),
    path("", include("autan.territories.urls")),
    path("", include("autan.observatory.urls")),
    path("", include("autan.minutes.urls")),
    path("", include("autan.questionnaires.urls")),
    path("", include("autan.formats.urls")),
    path("", include("autan.surveys.urls")),
    path("", include((_PLANS, "plans"))),
    path("", include((_ACTIONS, "projects"))),
    path("", include("autan.indicators.urls")),
    path("", include("autan.coding.urls")),
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
