"""What a network opens on: who, three findings with their proof, what is asked of it, and its synthesis to read."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_home_opens_on_findings_and_leads_to_the_synthesis(demo_network):
    html = Client().get("/reseaux/dialogue-toulouse/").content.decode()
    head = html.partition("<h1>")[2].partition('<div class="split')[0]
    findings = re.findall(r'<li><a href="(/preuves/[^"]+)">([^<]*)</a>', head)
    assert 1 <= len(findings) <= 3
    assert all(re.search(r"\d", words) for _, words in findings)
    assert "Ce qui est demandé au réseau" in head
    assert re.search(r'<a class="button" href="/syntheses/[^"]+">Lire la synthèse</a>', head)
    digest = Client().get("/reseaux/dialogue-toulouse/en-une-page/").content.decode()
    assert all(words in digest for _, words in findings), "the same findings, from one source"


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
