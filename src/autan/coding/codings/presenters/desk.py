"""What waits for a person: texts to read, codings to look at again, a double coding, a right of reply."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.coding.codings.core.objects import CODED_ANSWERS, ROOM, coded_answers_object
from autan.coding.codings.models import Corpus, coder_of
from autan.coding.codings.presenters.codebooks import corpus_url
from autan.coding.codings.queries.codebooks import searched_codes
from autan.coding.codings.queries.coding_screen import open_double_codings
from autan.coding.codings.queries.corpora import list_corpora, offered_sirens, readable_corpora, reading_counts
from autan.coding.codings.queries.text_sources import read_texts
from autan.ground.extension_points import DeskItem, DeskLine, MenuEntry, SearchHit, SearchSource
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import current_language, words
from autan.people.accounts.models import Person
from autan.people.journal.queries import remarks_on_many
from autan.territories.networks.models import Mandate
from autan.territories.networks.queries.networks import networks_of
from autan.territories.networks.queries.people import coordinated_networks, territories_of

CODING_ENTRY = MenuEntry(
    label=gettext_lazy("Réponses ouvertes"),
    url_name="coding:home",
    rank=45,
    under="surveys:campaigns",
    also=("coding:",),
)


def coding_lines(person: Any) -> Iterable[DeskItem]:
    """Give what a person has to code and to reply to. A few queries for each corpus of her networks."""
    if not isinstance(person, Person):
        return
    networks = [network.slug for network in coordinated_networks(person)]
    led = territories_of(person, Mandate.Role.MEMBER_OFFICER)
    own = networks + [network.slug for territory in led for network in networks_of(territory.siren)]
    corpora = list_corpora(set(own)) if own else []
    yield from _to_read(person, [corpus for corpus in corpora if person.has_perm("coding.code_texts", corpus)])
    for territory in led:
        yield from _to_reply(territory.siren, territory.short_name, corpora)


def _to_read(person: Person, corpora: Sequence[Corpus]) -> Iterable[DeskItem]:
    coder = coder_of(person)
    read, opened = reading_counts(corpora, coder.key), open_double_codings(corpora)
    for corpus in corpora:
        drawn = opened.get(corpus.pk)
        is_drawn = drawn is not None and coder.key in drawn.coder_keys
        left = len(read_texts(corpus).texts) - read.get(corpus.pk, 0)
        if left > 0 or is_drawn:
            message = ngettext("%(n)d texte à lire", "%(n)d textes à lire", max(left, 0)) % {"n": max(left, 0)}
            yield DeskItem(
                title=_("Coder\u00a0: %(label)s") % {"label": words(corpus.label)},
                url=corpus_url("screen", corpus),
                detail=f"{message} · {_('double codage en cours')}" if is_drawn else message,
                rank=35 if is_drawn else 55,
            )


def _to_reply(siren: str, name: str, corpora: Sequence[Corpus]) -> Iterable[DeskItem]:
    offered = [corpus for corpus in corpora if siren in offered_sirens(corpus)]
    keys = {coded_answers_object(corpus.key, siren).key for corpus in offered}
    remarks = remarks_on_many(ROOM, CODED_ANSWERS, keys=keys)
    for corpus in offered:
        if coded_answers_object(corpus.key, siren).key not in remarks:
            yield DeskItem(
                title=_("Relire ce qui est retenu de vos réponses\u00a0: %(label)s") % {"label": words(corpus.label)},
                url=corpus_url("reply", corpus, siren=siren),
                detail=name,
                rank=45,
            )


def search_ideas(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the codes of what a reader may read whose label or definition holds every word, best first."""
    terms = search_words(text)
    hits, corpora, codes = [], readable_corpora(reader) if terms else [], searched_codes(current_language())
    for corpus in corpora:
        hits += [
            SearchHit(
                title=label,
                url=corpus_url("sentences", corpus, key=key),
                kind=_("Idée dans les réponses ouvertes"),
                excerpt=words(corpus.label),
                score=score,
                is_invented=corpus.codebook.network.is_invented,
            )
            for (key, label), score in rate_each(terms, codes.get(corpus.codebook_id, ())).items()
        ]
    return sorted(hits, key=lambda hit: -hit.score)


CODING_LINES = DeskLine(build=coding_lines)
IDEA_SEARCH = SearchSource(name="coding", search=search_ideas, kinds=("réponse",), gives_evidence=False)
