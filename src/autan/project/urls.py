"""Every address of the site: French at the root, English under `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from autan.answering.urls import urlpatterns as answering_paths
from autan.project import public_files
from autan.results.urls import urlpatterns as results_paths
from autan.surveys.urls import urlpatterns as campaign_paths

SURVEY_PATHS = [*campaign_paths, *answering_paths, *results_paths]
"""Pages of a campaign, of three rooms under one name; an address of results takes any word, and comes last."""

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
    path("", include("autan.observatory.urls")),
    path("", include("autan.minutes.urls")),
    path("", include("autan.questionnaires.urls")),
    path("", include("autan.formats.urls")),
    path("", include((SURVEY_PATHS, "surveys"))),
    path("", include("autan.plans.urls")),
    path("", include("autan.projects.urls")),
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
