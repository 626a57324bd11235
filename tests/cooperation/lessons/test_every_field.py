"""Every field of a lesson stands in its form, on its page and in its file: what a template forgets is named here."""

import io
import zipfile

from django.test import Client
from django.urls import reverse

from autan.cooperation.lessons.actions.lessons import LessonInput, add_lesson
from autan.cooperation.lessons.core.lessons import LessonContent
from autan.ground.descriptions.core.documents import Rows, descriptions_of
from autan.ground.texts.language import in_language
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.filled_documents import filled, plain, shown_of


def test_a_lesson_shows_all_that_it_says(client: Client, network: Network, here: Territory, people: Cast):
    content = filled(LessonContent, evidence=())
    lesson_input = LessonInput(content=content, territory=here)
    add_lesson(by=None, network=network, lesson_input=lesson_input, slug="entier")
    client.force_login(people.coordinator)
    page = client.get(reverse("lessons:lesson", kwargs={"slug": "entier"})).content.decode()
    file = client.get(reverse("lessons:sheet", kwargs={"slug": "entier"})).content
    printed = zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").decode()
    with in_language("fr"):
        texts = [(field.name, words) for field in shown_of(content) for words in (field.text, field.source)]
    assert len(texts) > 100
    for place in (plain(page), plain(printed)):
        assert [name for name, words in texts if plain(words) not in place] == []
        assert content.title in place
        assert content.sources[0] in place
    form = client.get(reverse("lessons:change", kwargs={"slug": "entier"})).content.decode()
    asked = [name for name, field in descriptions_of(LessonContent).items() if not isinstance(field, Rows)]
    assert [name for name in asked if f'name="{name}"' not in form] == []
