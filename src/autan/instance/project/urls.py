"""Every address of the site: French at the root, other languages under their code (`/en/`)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from autan.instance.project import public_files

urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", public_files.robots),
    path("sitemap.xml", public_files.sitemap),
    path("favicon.ico", public_files.favicon),
    path(".well-known/security.txt", public_files.security),
]
urlpatterns += i18n_patterns(
    path("", include("autan.instance.site.urls")),
    path("", include("autan.people.journal.urls")),
    path("", include("autan.people.workflows.urls")),
    path("", include("autan.people.mail.urls")),
    path("", include("autan.people.personal_data.urls")),
    path("", include("autan.people.prepared_files.urls")),
    path("", include("autan.evidence.figures.urls")),
    path("", include("autan.territories.networks.urls")),
    path("", include("autan.opendata.observatory.urls")),
    path("", include("autan.opendata.atlas.urls")),
    path("", include("autan.opendata.updates.urls")),
    path("", include("autan.cooperation.minutes.urls")),
    path("", include("autan.survey.questionnaires.urls")),
    path("", include("autan.survey.formats.urls")),
    path("", include("autan.survey.campaigns.urls")),
    path("", include("autan.survey.answering.urls")),
    path("", include("autan.survey.results.urls")),
    path("", include("autan.plans.network_plans.urls")),
    path("", include("autan.plans.estate.urls")),
    path("", include("autan.plans.funding.urls")),
    path("", include("autan.plans.obligations.urls")),
    path("", include("autan.plans.plans.urls")),
    path("", include("autan.plans.action_search.urls")),
    path("", include("autan.plans.action_files.urls")),
    path("", include("autan.plans.projects.urls")),
    path("", include("autan.plans.indicators.urls")),
    path("", include("autan.coding.results.urls")),
    path("", include("autan.cooperation.workshops.urls")),
    path("", include("autan.cooperation.lessons.urls")),
    path("", include("autan.foresight.scenarios.urls")),
    path("", include("autan.cooperation.crossreading.urls")),
    path("", include("autan.cooperation.working_group.urls")),
    path("", include("autan.publishing.editions.urls")),
    path("", include("autan.publishing.api.urls")),
    path("", include("autan.publishing.webhooks.urls")),
    path("compte/", include("autan.people.accounts.urls")),
    prefix_default_language=False,
)
handler429 = "autan.ground.web.views.too_many_page"  # asked for by django-allauth
handler500 = "autan.instance.project.failures.server_error"
handler400 = "autan.instance.site.views.bad_request"
