"""What a corpus gives to the files of other tools: its project, its corpus of texts, its table of codings."""

from autan.coding.codings.core.codings import Coding
from autan.coding.codings.core.project import QdaProject
from autan.coding.codings.core.qda.outgoing import CaseSheet, qda_project
from autan.coding.codings.queries.corpora import CorpusView
from autan.coding.codings.queries.text_sources import kept_guids, kept_project
from autan.coding.results.core.reports import CodingTable, table_of_codings
from autan.coding.textometry.core.iramuteq import CorpusText, corpus_of
from autan.ground.texts.language import current_language, words
from autan.territories.networks.queries.bodies import known_bodies


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
    kept = kept_project(view.record)
    return qda_project(
        words(view.texts.label),
        codebook=view.codebook,
        texts=view.texts.texts,
        codings=codings_by_all(view),
        coders=view.coders,
        territories=sheets,
        language=current_language(),
        kept=kept,
        guids=kept_guids(kept),
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
