"""Every address of the site: French at the root, English under `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from autan.project import public_files

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
    path("", include("autan.plans.urls")),
    path("", include("autan.projects.urls")),
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
