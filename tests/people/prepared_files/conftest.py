"""The invented network and campaigns of the tests of surveys serve here too."""

from tests.survey.campaigns.conftest import collected, network, people, version  # noqa: F401
