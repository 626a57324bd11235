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
    buttons = re.findall(r'<a class="(button[^"]*)" href="/syntheses/([^"]+)/">([^<]*)</a>', head)
    assert buttons == [("button", "2026-elus", "Lire l’essentiel"), ("button quiet", "2026", "Lire la synthèse")]
    digest = Client().get("/reseaux/dialogue-toulouse/en-une-page/").content.decode()
    assert all(words in digest for _, words in findings), "the same findings, from one source"


def test_an_edition_opens_by_chapter_with_its_reading_time(demo_network):
    html = Client().get("/syntheses/2026/").content.decode()
    text = html.partition('class="edition-text"')[2]
    chapters = re.findall(r'<section class="later chapter"[^>]*><h2 id="([^"]+)"><a href="[^"?]*\?ouvrir=\1#\1">', text)
    contents = html.partition('class="edition-contents"')[2].partition("</nav>")[0]
    assert chapters
    assert all(f'href="#{anchor}"' in contents for anchor in chapters)
    assert len(re.findall(r'<span class="count"[^>]*>\d+ min</span>', text)) == len(chapters)
    assert "minutes de lecture" in html
    opened = Client().get("/syntheses/2026/", {"ouvrir": chapters[1]}).content.decode()
    assert opened.count('<section class="folded chapter"') == 1
    assert f'href="?ouvrir={chapters[1]}#dit-' in opened, "a sentence is shared with its chapter open"
    first = text.partition('<section class="later chapter"')[0]
    assert "figure-number" in first or "figure-inline" in first, "the summary is read without opening anything"


def test_a_sentence_is_shared_with_its_figure(demo_network):
    html = Client().get("/syntheses/2026-elus/").content.decode()
    (address,) = re.findall(r'<li id="(dit-emissions_road)">', html)
    sentence = html.partition(f'id="{address}"')[2].partition("</li>")[0]
    assert f'href="#{address}"' in sentence
    assert '<a class="figure-inline" href="/preuves/' in sentence
    whole = Client().get("/syntheses/2026/?ouvrir=tout").content.decode()
    for page in (html, whole):
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids)), "an English summary does not repeat the addresses of the text"


def test_the_pages_for_elected_people_open_on_findings_and_are_said_in_two_minutes(demo_network):
    html = Client().get("/syntheses/2026-elus/").content.decode()
    article = html.partition('<article class="edition-text">')[2]
    places = [article.index(words) for words in ("Trois constats.", "Trois questions", "Ce que l’on ne sait pas.")]
    assert places == sorted(places)
    assert places[-1] < article.index('<section class="later chapter"')
    assert re.search(r"À voix haute\s: 2 minutes", article)
    head = html.partition("<h1>")[2].partition('<article class="edition-text">')[0]
    for words in ("valeur plancher", "millésime", "empreinte", "seconde source"):
        assert words not in head
        assert words not in article.partition('<section class="later chapter"')[0]
    assert "empreinte" in article
