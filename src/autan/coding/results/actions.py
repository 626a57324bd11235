"""The only writers of double codings."""

from collections.abc import Sequence

from django.utils import timezone

from autan.coding.agreement.core.ratings import DEFAULT_SHARE, draw_sample
from autan.coding.codings.actions.codebooks import record_on_corpus
from autan.coding.codings.actions.codings import keys_of_coders
from autan.coding.codings.core.codings import Coder, DisagreementOutcome
from autan.coding.codings.models import Corpus, DoubleCoding, SettlementRecord
from autan.coding.codings.queries.codebooks import read_version
from autan.coding.codings.queries.corpora import open_double_coding
from autan.coding.codings.queries.text_sources import get_text, read_texts
from autan.ground.errors import RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting

# The only writers of double codings: texts drawn, results opened, disagreements settled.


FEWEST_CODERS = 2


def draw_double_coding(
    *, by: Person | None, corpus: Corpus, coders: Sequence[Coder], seed: int, share: float = DEFAULT_SHARE
) -> DoubleCoding:
    """Draw texts that several people code, each without seeing the others.

    Two people at least; the same seed draws the same texts; `share` (0-1) of them, rounded up.
    """
    network = corpus.codebook.network
    with acting(by=by, act="draw_double_coding", permission="coding.keep_codebooks", on=network) as act:
        people = keys_of_coders(corpus, coders)
        if len(people) < FEWEST_CODERS:
            raise RuleError("au moins deux personnes différentes, pour que l’accord se mesure")
        if open_double_coding(corpus):
            raise RuleError("un double codage est déjà ouvert ici\u00a0: terminez-le d’abord")
        texts = draw_sample((text.key for text in read_texts(corpus).texts), seed=seed, share=share)
        if not texts:
            raise RuleError("aucun texte à tirer\u00a0: personne n’a encore répondu")
        draw = DoubleCoding.objects.create(
            corpus=corpus,
            coders=sorted(people.items()),
            seed=seed,
            share=share,
            texts=list(texts),
            drawn_at=timezone.now(),
        )
        summary = f"Double codage tiré au sort : {len(texts)} textes, {len(people)} personnes, graine {seed}"
        record_on_corpus(act, corpus, summary)
    return draw


def open_results(*, by: Person | None, double_coding: DoubleCoding) -> DoubleCoding:
    """Open the results of a double coding: from then on, each person sees what the others gave."""
    corpus = double_coding.corpus
    network = corpus.codebook.network
    with acting(by=by, act="open_results", permission="coding.keep_codebooks", on=network) as act:
        if by is not None and not by.has_perm("coding.discuss_codings", corpus):
            raise RuleError("lisez d’abord tous les textes tirés\u00a0: ensuite seulement, vous verrez ceux des autres")
        if double_coding.closed_at is None:
            double_coding.closed_at = timezone.now()
            double_coding.save(update_fields=["closed_at"])
            summary = f"Résultats du double codage ouverts : {len(double_coding.texts)} textes"
            record_on_corpus(act, corpus, summary)
    return double_coding


def settle(
    *,
    by: Person | None,
    corpus: Corpus,
    text: str,
    code: str,
    decision: DisagreementOutcome,
    reason: str = "",
    by_name: str = "",
) -> SettlementRecord:
    """Write down what was decided of one idea in one text; what each person gave stays as it is.

    Raises UnknownError: the text is none of the corpus, or the code none of its codebook.
    """
    with acting(
        by=by,
        act="settle",
        permission="coding.discuss_codings",
        on=corpus,
        refusal="les désaccords se tranchent une fois le double codage lu en entier",
        by_name=by_name,
        network=corpus.codebook.network_id,
    ) as act:
        get_text(corpus, text)
        read_version(corpus.codebook).code(code)
        record = SettlementRecord.objects.create(
            corpus=corpus,
            text=text,
            code=code,
            decision=decision.value,
            reason=reason.replace("\0", "").strip()[:2000],
            by_id=act.author_id,
        )
        summary = f"Désaccord tranché sur « {code} » : {decision.label.fr}"
        record_on_corpus(act, corpus, summary, text=text)
    return record
