"""How far people agree on what they coded twice, what they disagree on, double codings, and files of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autan.coding.agreement.core.alpha import alpha_bounds
from autan.coding.agreement.core.ratings import AgreementBounds
from autan.coding.codings.core.codebook import Code
from autan.coding.codings.core.codings import CoderReading, Coding, Settlement
from autan.coding.codings.core.project import QdaProject
from autan.coding.codings.core.qda.outgoing import CaseSheet, qda_project
from autan.coding.codings.models import Corpus, DoubleCoding, SettlementRecord
from autan.coding.codings.queries.corpora import CorpusView
from autan.coding.codings.queries.text_sources import kept_guids, kept_project
from autan.coding.codings.rights import CODER_ROLES
from autan.coding.results.core.agreement import CodeAgreement, agreement_by_code, presence_ratings
from autan.coding.results.core.reports import CodingTable, table_of_codings
from autan.coding.textometry.core.iramuteq import CorpusText, corpus_of
from autan.evidence.figures.core.codable_texts import CodableText
from autan.ground.errors import known
from autan.ground.extension_points import DataSubject
from autan.ground.texts.language import current_language, words
from autan.people.accounts.models import Person
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.networks.queries.people import people_acting_in

_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingDisagreement:
    """One idea in one text, which some gave and others did not.

    `given` is what each person who read the text gave, by key; nothing for whoever did not.
    """

    text: CodableText
    code: Code
    given: tuple[tuple[str, tuple[Coding, ...]], ...]
    decided: Settlement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReport:
    """What is known of the agreement of people on texts that several read.

    `texts` are the keys of the texts that two people at least read.
    """

    texts: tuple[str, ...]
    readings: tuple[CoderReading, ...]
    rows: tuple[CodeAgreement, ...]
    bounds: AgreementBounds | None
    disagreements: tuple[CodingDisagreement, ...]


def double_codings_of(corpus: Corpus) -> list[DoubleCoding]:
    """Return the draws of a corpus, newest first. One query."""
    return list(corpus.double_codings.all())


def get_double_coding(corpus: Corpus, key: int) -> DoubleCoding:
    """Return one draw of a corpus. One query."""
    double_coding = corpus.double_codings.filter(pk=key).first()
    return known(double_coding, "aucun double codage {key} ici", key=key)


def measure_agreement(view: CorpusView, *, seed: int = 0) -> AgreementReport:
    """Measure the agreement of all the people who read the same texts. One query."""
    texts = tuple(text for text in view.texts.texts if sum(text.key in r.read for r in view.readings) >= _FEWEST)
    keys = tuple(text.key for text in texts)
    readings = tuple(_within(reading, set(keys)) for reading in view.readings if reading.read & set(keys))
    if len(readings) < _FEWEST:
        return AgreementReport(texts=(), readings=(), rows=(), bounds=None, disagreements=())
    rows = agreement_by_code(view.codebook, keys, readings)
    ratings = presence_ratings(view.codebook, keys, readings)
    return AgreementReport(
        texts=keys,
        readings=readings,
        rows=rows,
        bounds=None if rows[0].alpha.undefined else alpha_bounds(ratings, "nominal", seed=seed),
        disagreements=tuple(_disagreements(view, texts, readings)),
    )


def _within(reading: CoderReading, keys: set[str]) -> CoderReading:
    codings = tuple(coding for coding in reading.codings if coding.text in keys & reading.read)
    return replace(reading, read=reading.read & keys, codings=codings)


def _disagreements(
    view: CorpusView, texts: Sequence[CodableText], readings: Sequence[CoderReading]
) -> list[CodingDisagreement]:
    decided = {(row.text, row.code): row.as_core() for row in SettlementRecord.objects.filter(corpus=view.record)}
    disagreements = []
    for text in texts:
        for _depth, code in view.codebook.walk():
            codings_by_coder = tuple(
                (reading.coder.key, tuple(c for c in reading.codings if (c.text, c.code) == (text.key, code.key)))
                for reading in readings
                # who did not read the text does not disagree on it
                if text.key in reading.read
            )
            if len({bool(codings) for _coder, codings in codings_by_coder}) > 1:
                disagreements.append(
                    CodingDisagreement(
                        text=text, code=code, given=codings_by_coder, decided=decided.get((text.key, code.key))
                    )
                )
    return disagreements


def possible_coders(corpus: Corpus) -> list[Person]:
    """Return who may be named for a double coding: those who have a role in the network today. One query."""
    return people_acting_in(corpus.codebook.network, roles=CODER_ROLES)


def export_draws(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the double codings that an account takes part in. One query."""
    return [
        {"corpus": draw.corpus.address, "drawn_at": draw.drawn_at, "texts": len(draw.texts)}
        for draw in DoubleCoding.objects.select_related("corpus")
        if subject.person in dict(draw.coders).values()
    ]


def codings_by_all(view: CorpusView) -> tuple[Coding, ...]:
    """Return what every person gave, person after person."""
    return tuple(coding for reading in view.readings for coding in reading.codings)


def project_of(view: CorpusView) -> QdaProject:
    """Return a corpus in the exchange format: every person’s codings, territories as cases. One query."""
    sirens = {territory.siren for territory in view.texts.asked}
    bodies = known_bodies(sorted(sirens))
    sheets = [
        CaseSheet(
            siren=territory.siren,
            name=territory.name,
            attributes={
                "kind": bodies[territory.siren].kind if territory.siren in bodies else None,
                "population": bodies[territory.siren].population if territory.siren in bodies else None,
            },
        )
        for territory in view.texts.asked
    ]
    original = kept_project(view.record)
    return qda_project(
        words(view.texts.label),
        codebook=view.codebook,
        texts=view.texts.texts,
        codings=codings_by_all(view),
        coders=view.coders,
        territories=sheets,
        language=current_language(),
        original=original,
        guids=kept_guids(original),
    )


def iramuteq_of(view: CorpusView) -> tuple[CorpusText, ...]:
    """Return the texts of a corpus with their territory, its kind, and the question. One query."""
    names = {territory.siren: territory.name for territory in view.texts.asked}
    bodies = known_bodies(sorted(names))
    variables = {
        text.key: [
            ("epci", names.get(text.siren, text.title.fr)),
            ("question", view.record.address.rpartition(".")[2]),
            *([("nature", bodies[text.siren].kind)] if text.siren in bodies else []),
        ]
        for text in view.texts.texts
    }
    return corpus_of(view.texts.texts, variables)


def table_of_corpus(view: CorpusView) -> CodingTable:
    """Return the codings of a corpus as rows, those of every person."""
    keys = {text.key for text in view.texts.texts}
    return table_of_codings(
        [coding for coding in codings_by_all(view) if coding.text in keys],
        codebook=view.codebook,
        texts=view.texts.texts,
        coders=view.coders,
        territories={territory.siren: territory.name for territory in view.texts.asked},
        language=current_language(),
    )
