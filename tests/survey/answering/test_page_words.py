"""The words of the addresses of a campaign are not for sections: a page would hide their results."""

import pytest

from autan.ground.errors import ImportFileError
from autan.ground.tables.core.documents import CODE
from autan.survey.answering import urls as answering_urls
from autan.survey.campaigns import urls as surveys_urls
from autan.survey.formats import urls as formats_urls
from autan.survey.questionnaires.core.editing import settle_code
from autan.survey.questionnaires.core.questionnaire import PAGE_WORDS
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.results import urls as results_urls
from tests.survey.questionnaires.making import SMALL_YAML


def test_the_list_of_words_is_that_of_the_addresses() -> None:
    start = "enquetes/<slug:slug>/"
    routes = [
        str(item.pattern).removeprefix(start)
        for room in (surveys_urls, answering_urls, results_urls, formats_urls)
        for item in room.urlpatterns
        if str(item.pattern).startswith(start)
    ]
    words = {route.partition("/")[0].partition(".")[0] for route in routes if route and not route.startswith("<")}
    assert {word for word in words if CODE.fullmatch(word)} == PAGE_WORDS


def test_a_section_that_takes_one_is_refused() -> None:
    with pytest.raises(ImportFileError) as refused:
        read_questionnaire(SMALL_YAML.replace("code: first", "code: suivi"), "essai.yaml")
    assert "suivi" in refused.value.faults[0].expected


def test_the_file_of_another_tool_gets_another_code() -> None:
    assert settle_code("suivi", set(), prefix="section") == "suivi_2"
