"""Settings of the site of the documents, which `make docs` builds: French, searchable, without any call elsewhere."""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

project = "Autan"
language = "fr"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["README.md"]  # the index of the same pages for who reads the repository
myst_heading_anchors = 3
suppress_warnings = ["myst.header", "misc.highlighting_failure"]  # levels that are jumped; tables shown as CSV

html_theme = "furo"
html_title = "Autan"
html_static_path = ["_static"]
html_css_files = ["documents.css"]
html_logo = "../src/autan/instance/site/static/site/mark.svg"
html_favicon = "../src/autan/instance/site/static/site/mark.svg"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False

_DOCUMENTS = Path(__file__).resolve().parent
_ABOVE = re.compile(r"\]\((?:\.\./)+(GLOSSARY|CHANGELOG)\.md")
_INCLUDED = {"GLOSSARY": "words", "CHANGELOG": "changes"}
_SPACED = re.compile(r" (?=[:;?!»])|(?<=«) ")
_ALL_OF = re.compile(r"^all of (\w+)$", re.MULTILINE)


def read_source(_app: Sphinx, _name: str, source: list[str]) -> None:
    """Lead to the pages above this folder by those that include them, and list the pages that the index leaves out."""
    text = _ABOVE.sub(lambda found: f"](../reference/{_INCLUDED[found[1]]}.md", source[0])
    source[0] = _ALL_OF.sub(lambda found: _pages_left(found[1], text), text)


def _pages_left(folder: str, index: str) -> str:
    """The pages of a folder that a list does not name yet, in the order of their names."""
    names = sorted(f"{folder}/{page.stem}" for page in (_DOCUMENTS / folder).glob("*.md"))
    return "\n".join(name for name in names if f"\n{name}\n" not in index)


def hold_signs(_app: Sphinx, page: nodes.document) -> None:
    """Keep French signs on the line of the word that they go with, code apart."""
    for text in list(page.findall(nodes.Text)):
        if not isinstance(text.parent, nodes.literal | nodes.literal_block):
            text.parent.replace(text, nodes.Text(_SPACED.sub("\u00a0", text)))


def setup(app: Sphinx) -> None:
    """Read each page as the functions above say."""
    app.connect("source-read", read_source)
    app.connect("doctree-read", hold_signs)
