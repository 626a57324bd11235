"""The invented network and campaigns of the tests of surveys serve here too."""

from tests.survey.campaigns.conftest import (  # noqa: F401
    collected,
    documented,
    facts,
    folder,
    guest,
    network,
    people,
    running,
    version,
)
