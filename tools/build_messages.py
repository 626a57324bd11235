"""Which words do the screens say, and how are they said in English?

Gathers the French texts marked for translation in the code and the templates into the English catalogue
(`locale/en/LC_MESSAGES/django.po`), keeps the translations already made, and compiles the catalogue that Django reads.
The French catalogue holds only the texts that count, for the French rule of plurals.
Texts without a translation are listed: fill them in the file, then run this again.

    .venv/bin/python tools/build_messages.py
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "autan"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
FRENCH = PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
LINE_WIDTH = 110
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}


def _as_python(path: Path) -> bytes:
    """Return a file as something whose calls can be read as Python; a template loses all but its marked texts."""
    text = path.read_text()
    if path.suffix == ".html":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return text.encode()


def _messages_of(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    for line, texts, _comments, context in extract("python", io.BytesIO(_as_python(path)), KEYWORDS, (), {}):
        yield line, texts, context


def gather_messages() -> Catalog:
    """Return the texts that the code and the templates mark, without translation, in the order of the files."""
    if not settings.configured:
        settings.configure()
    catalogue = Catalog(locale="en", project="autan", fuzzy=False)
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        place = path.relative_to(PACKAGE).as_posix()
        for _line, texts, context in _messages_of(path):
            catalogue.add(texts, locations=[(place, 0)], context=context)
    return catalogue


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """Return the English catalogue as it is kept; empty when there is none yet."""
    if not path.exists():
        return Catalog(locale="en", project="autan", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en")


def is_translated(message: Message) -> bool:
    """True when every form of the text has its English."""
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return bool(forms) and all(forms) and not message.fuzzy


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as Django reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def french_plurals(gathered: Catalog) -> Catalog:
    """Return the texts that count, as they are: French holds zero for a singular, which only a catalogue can say."""
    catalogue = Catalog(locale="fr", project="autan", fuzzy=False, creation_date=gathered.creation_date)
    for message in gathered:
        if message.id and message.pluralizable:
            catalogue.add(message.id, string=message.id, context=message.context)
    return catalogue


def build() -> list[str]:
    """Rewrite the catalogue and its compiled form; return the texts that still lack their English."""
    gathered, kept = gather_messages(), read_catalogue()
    for message in gathered:
        before = kept.get(message.id, message.context) if message.id else None
        if before is not None:
            message.string = before.string
    gathered.creation_date = kept.creation_date
    gathered.header_comment = "# English words of the screens of Autan; the French ones are the keys."
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, gathered, width=LINE_WIDTH, omit_header=False, include_lineno=False)
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(gathered))
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    FRENCH.write_bytes(compiled(french_plurals(gathered)))
    return [str(message.id) for message in gathered if message.id and not is_translated(message)]


if __name__ == "__main__":
    missing = build()
    print(f"{CATALOGUE.relative_to(PACKAGE.parent.parent)}: {len(missing)} text(s) without English")
    for text in missing:
        print(f"  {text}")
    sys.exit(1 if missing else 0)
