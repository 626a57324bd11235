"""Reads the titles of actions with the sentence model, those that it has not read yet; run in the background."""

from collections.abc import Callable

import numpy as np

from autan.plans.action_search.core.sentences import Encoder, SentenceTable, sentence_mark, sentence_text
from autan.plans.action_search.importers.sentence_model import read_sentences, write_sentences
from autan.plans.action_search.lake.filed_actions import filed_actions
from autan.plans.action_search.queries.indexes import sheets_index

_BATCH = 200


def index_sentences(encoder: Encoder, *, tell: Callable[[int, int], None] | None = None) -> int:
    """Read the titles of the filed actions and of the published sheets; return how many were read anew.

    What is read of titles that no longer stand is dropped.
    """
    titles = [action.title for action in filed_actions()]
    titles += [held.title for held in sheets_index().held().values()]
    wanted = {sentence_mark(title): title for title in titles}
    before = read_sentences()
    kept = [mark for mark in wanted if mark in before.rows]
    fresh = [mark for mark in wanted if mark not in before.rows]
    if not fresh and len(kept) == len(before.rows):
        return 0
    parts = [before.vectors[[before.rows[mark] for mark in kept]]] if kept else []
    for start in range(0, len(fresh), _BATCH):
        texts = [sentence_text(wanted[mark]) for mark in fresh[start : start + _BATCH]]
        parts.append(np.asarray(encoder.encode(texts), dtype=np.float32))
        if tell:
            tell(min(start + _BATCH, len(fresh)), len(fresh))
    rows = {mark: row for row, mark in enumerate([*kept, *fresh])}
    write_sentences(SentenceTable(rows=rows, vectors=np.concatenate(parts)))
    return len(fresh)
