"""Loads what two invented coders made of the open answers of the invented network, through the actions of the room.

What is invented is described in `content/invented/coding.yaml`. Loading it again changes nothing, and never what
somebody coded since.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from autan.coding.codings.actions.codebooks import add_corpus, offer_reply, record_codebook, show_counts
from autan.coding.codings.actions.codings import apply_code, mark_read
from autan.coding.codings.core.anchors import anchor_quote
from autan.coding.codings.core.codings import Coder, DisagreementOutcome
from autan.coding.codings.models import Corpus
from autan.coding.codings.queries.codebooks import shipped_codebooks
from autan.coding.codings.queries.text_sources import read_texts
from autan.coding.results.actions import draw_double_coding, open_results, settle
from autan.evidence.figures.core.codable_texts import CodableText
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.instance.demo.people import INVENTED_NETWORK
from autan.territories.networks.queries.networks import get_network

_FILE = Path(__file__).parent / "content" / "invented" / "coding.yaml"


@transaction.atomic
def load_invented_coding(*, file: Path = _FILE) -> int:
    """Take in the work of the invented coders where it is not there yet; return how many sets of answers were coded."""
    described = read_yaml_file(file)
    network = get_network(INVENTED_NETWORK)
    coders = {key: Coder(key=f"invented-{key}", name=name) for key, name in described["coders"].items()}
    shipped = {codebook.slug: codebook for codebook in shipped_codebooks()}
    count = 0
    for sheet in described["corpora"]:
        codebook = record_codebook(by=None, network=network, codebook=shipped[sheet["codebook"]])
        if not Corpus.objects.filter(codebook=codebook, address=sheet["address"]).exists():
            _code(add_corpus(by=None, codebook=codebook, address=sheet["address"]), sheet, coders)
            count += 1
    return count


def _code(corpus: Corpus, sheet: Mapping[str, Any], coders: Mapping[str, Coder]) -> None:
    texts = {text.siren: text for text in read_texts(corpus).texts}
    drawn = None
    if draw := sheet.get("double_coding"):
        share = draw["share_pct"] / 100
        drawn = draw_double_coding(by=None, corpus=corpus, coders=[*coders.values()], seed=draw["seed"], share=share)
    for key, coded in sheet["coded"].items():
        for siren, codes in coded.items():
            _code_text(corpus, texts[siren], codes, coders[key])
    # only once both have coded, neither seeing the other
    if drawn is not None:
        open_results(by=None, double_coding=drawn)
    for one in sheet.get("settled", ()):
        settle(
            by=None,
            corpus=corpus,
            text=texts[one["territory"]].key,
            code=one["code"],
            decision=DisagreementOutcome(one["decision"]),
            reason=one["reason"],
            by_name=" et ".join(coder.name for coder in coders.values()),
        )
    offer_reply(by=None, corpus=corpus, sirens=sheet.get("offered", ()))
    show_counts(by=None, corpus=corpus, to_all=sheet.get("is_shown", False))


def _code_text(corpus: Corpus, text: CodableText, fields: list[Mapping[str, str]], coder: Coder) -> None:
    for one in fields:
        anchor = anchor_quote(text.text, one["words"])
        memo = one.get("memo", "")
        apply_code(by=None, corpus=corpus, text=text, code=one["code"], anchor=anchor, memo=memo, coder=coder)
    mark_read(by=None, corpus=corpus, texts=[text], is_read=True, coder=coder)
