"""The invented network and campaigns of the tests of surveys serve here too."""

from tests.surveys.conftest import collected, documented, facts, folder, guest, network, people, running, version  # noqa: F401
