"""What people of the tests do with texts, in one line."""

from autan.coding.codings.actions.codings import apply_code, mark_read
from autan.coding.codings.core.anchors import anchor_quote
from autan.coding.codings.models import CodingRecord, Corpus
from autan.coding.codings.queries.text_sources import read_texts
from autan.evidence.figures.core.codable_texts import CodableText
from autan.people.accounts.models import Person

NORD, SUD, MER, MONT = "100000001", "100000002", "100000003", "100000004"


def text_of(corpus: Corpus, siren: str) -> CodableText:
    return next(text for text in read_texts(corpus).texts if text.siren == siren)


def code(corpus: Corpus, by: Person, siren: str, key: str, words: str, *, memo: str = "") -> CodingRecord:
    """Give a code to the words of one territory."""
    text = text_of(corpus, siren)
    return apply_code(by=by, corpus=corpus, text=text, code=key, anchor=anchor_quote(text.text, words), memo=memo)


def read_all(corpus: Corpus, by: Person, *sirens: str) -> None:
    """Say that somebody read the texts of some territories, or all of them."""
    texts = [text for text in read_texts(corpus).texts if not sirens or text.siren in sirens]
    mark_read(by=by, corpus=corpus, texts=texts, is_read=True)


def code_all(corpus: Corpus, by: Person) -> None:
    """Two of three name engineering, one of them time and elected members too; all are read."""
    code(corpus, by, NORD, "engineering", "ingénierie")
    code(corpus, by, NORD, "time", "temps")
    code(corpus, by, NORD, "elected", "Les élus changent.")
    code(corpus, by, SUD, "engineering", "Pas assez d’ingénierie", memo="Le mot y est.")
    read_all(corpus, by)
