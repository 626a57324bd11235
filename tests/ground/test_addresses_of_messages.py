"""Messages are in French: so are the pages that they lead to, whatever the language of who sends them."""

import pytest

from autan.ground.texts.language import current_language, in_language
from autan.ground.web.presenters import french_address

SITE = "https://exemple.fr"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_in_a_message_is_the_french_one_and_the_language_stays(language: str) -> None:
    with in_language(language):
        assert french_address("site:network", site=SITE, slug="essai") == f"{SITE}/reseaux/essai/"
        assert current_language() == language
