"""What a network opens on: who it is and its synthesis to read, by chapter."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_head_of_a_home_leads_to_the_synthesis(demo_network):
    html = Client().get("/reseaux/dialogue-toulouse/").content.decode()
    head = html.partition("<h1>")[2].partition('<div class="split')[0]
    assert re.search(r'<a class="button" href="/syntheses/[^"]+">Lire la synthèse</a>', head)


def test_an_edition_opens_by_chapter_with_its_reading_time(demo_network):
    html = Client().get("/syntheses/2026/").content.decode()
    text = html.partition('class="edition-text"')[2]
    chapters = re.findall(r'<section class="folded chapter"[^>]*><details>\s*<summary><h2 id="([^"]+)">', text)
    contents = html.partition('class="edition-contents"')[2].partition("</nav>")[0]
    assert chapters
    assert all(f'href="#{anchor}"' in contents for anchor in chapters)
    assert len(re.findall(r'<span class="count">\d+ min</span>', text)) == len(chapters)
    assert "minutes de lecture" in html
    first = text.partition("<details>")[0]
    assert "figure-number" in first or "figure-inline" in first, "the summary is read without opening anything"
