"""Another language is one folder: it is offered, written and marked on each page; French fills the rest."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.test import Client

from autan.ground.texts import language
from autan.ground.texts.core import notation
from autan.instance.project.language_folders import read_language_folders
from tests.instance.site.test_pseudo_locale import forget_what_was_said
from tools.build_messages import LANGUAGES, compiled, read_language

PAGES = ("/qya/territoires/243100518/", "/qya/sources/", "/qya/compte/login/", "/qya/introuvable/")
DESCRIPTION = """name: Quenya
draft: Sa ve minya tengwe
date: "{year}|{month}|{day}"
months: [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12]
thousands: "·"
decimal: "’"
"""


def bracketed(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return f"⟦{text}⟧" if isinstance(text, str) else tuple(f"⟦{form}⟧" for form in text)


@pytest.fixture
def quenya(tmp_path: Path, settings: Any) -> Iterator[None]:
    """A made-up language: what Spanish has, in brackets; nothing else of the site changes."""
    sentences = Catalog(locale="es")
    for message in read_language(LANGUAGES / "es"):
        if message.id and message.id != "Territoires":
            sentences.add(message.id, bracketed(message.id), context=message.context)
    file = tmp_path / "qya" / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(compiled(sentences))
    (tmp_path / "qya" / "language.yaml").write_text(DESCRIPTION, encoding="utf-8")
    folders = read_language_folders(tmp_path)
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    settings.LANGUAGES = [*settings.LANGUAGES, *((code, folder.name) for code, folder in folders.items())]
    settings.AUTAN_LANGUAGES = {**settings.AUTAN_LANGUAGES, **folders}
    language.lend_catalogues()
    forget_what_was_said()
    yield
    del notation.NOTATIONS["qya"]
    forget_what_was_said()


@pytest.mark.usefixtures("demo_network", "quenya")
def test_a_folder_of_a_language_is_a_site_in_that_language() -> None:
    client = Client()
    answers = {path: client.get(path) for path in PAGES}
    contents = {path: answer.content.decode() for path, answer in answers.items()}
    assert [answer.status_code for answer in answers.values()] == [200, 200, 200, 404]
    for path, content in contents.items():
        assert '<html lang="qya">' in content, path
        assert "Sa ve minya tengwe" in content, path
        for code, prefix in (("fr", ""), ("en", "/en"), ("es", "/es"), ("qya", "/qya")):
            assert f'hreflang="{code}" href="{prefix}{path.removeprefix("/qya")}"' in content, path
        assert "⟦Menu⟧" in content, path
        assert ">Territoires</a>" in content, f"{path}: what the folder does not say stays French"
    assert re.search(r"20\d\d\|m\d", contents["/qya/sources/"]), "months are written as the folder says"
    territory = contents["/qya/territoires/243100518/"]
    assert re.search(r"⟦au moins⟧ \d·\d{3}", territory), "numbers are written as the folder says"
    assert 'href="/qya/a-propos/"' in territory


@pytest.mark.usefixtures("demo_network", "quenya")
def test_the_switch_of_language_stays_on_the_page() -> None:
    content = Client().get("/en/sources/?q=air").content.decode()
    for code, address, name in (("fr", "/sources/", "Français"), ("qya", "/qya/sources/", "Quenya")):
        assert f'<a href="{address}?q=air" hreflang="{code}" lang="{code}">{name}</a>' in content
    assert "Sa ve minya tengwe" not in content
