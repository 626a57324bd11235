"""Resemblance with a sentence model: what it adds, what is kept, and nothing without it. The model is made here."""

import numpy as np
import pytest

from autan.ground.errors import DomainError
from autan.plans.action_search.actions import index_sentences
from autan.plans.action_search.core.sentences import (
    SENTENCE_WEIGHT,
    SentenceTable,
    mix_scores,
    sentence_mark,
    sentence_text,
)
from autan.plans.action_search.importers import (
    has_sentence_model,
    read_sentences,
    sentence_model,
    sentences_path,
    write_sentences,
)
from autan.plans.action_search.queries.finding import similar_to

NIGHT, LAMPS = "Couper l’éclairage la nuit", "Extinction nocturne"


class TinyModel:
    """A model of two meanings: the night, and all else."""

    def encode(self, texts: list[str]) -> np.ndarray:
        said = ["nuit" in text.lower() or "nocturne" in text.lower() for text in texts]
        return np.array([[1.0, 0.0] if night else [0.0, 1.0] for night in said], dtype=np.float32)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.AUTAN_HOME = tmp_path


def test_a_sentence_is_read_without_its_number_and_with_its_acronyms():
    assert sentence_text("1.2 Écrire le PCAET") == "Écrire le PCAET (plan climat air énergie territorial)"
    assert sentence_mark("3 - Isoler") == sentence_mark("Isoler")


def test_scores_are_mixed_where_both_are_read():
    near = np.array([1.0, np.nan], dtype=np.float32)
    mixed = mix_scores(np.array([0.5, 0.5]), near)
    assert mixed.tolist() == pytest.approx([0.5 * (1 - SENTENCE_WEIGHT) + SENTENCE_WEIGHT, 0.5])
    assert mix_scores(np.array([0.5]), None).tolist() == [0.5]


def test_what_was_read_is_kept_and_read_once(db):
    excerpts = []
    read = index_sentences(TinyModel(), tell=lambda done, total: excerpts.append((done, total)))
    assert read == len(read_sentences().rows) > 4000
    assert excerpts[-1] == (read, read)
    assert index_sentences(TinyModel()) == 0


def test_a_sentence_brings_near_what_words_do_not(db):
    before = {action.title for action in similar_to(NIGHT, most=60)}
    index_sentences(TinyModel())
    after = similar_to(NIGHT, most=60, sentence=TinyModel().encode([NIGHT])[0])
    gained = [found.title for found in after if found.title not in before]
    assert gained
    assert all("noctur" in title.lower() or "nuit" in title.lower() for title in gained)


def test_nothing_read_or_a_broken_file_leaves_the_words_alone():
    assert read_sentences().vector_of(NIGHT) is None
    sentences_path().parent.mkdir(parents=True)
    sentences_path().write_bytes(b"rien")
    assert read_sentences().rows == {}
    table = SentenceTable(rows={sentence_mark(NIGHT): 0}, vectors=np.array([[1.0, 0.0]], dtype=np.float32))
    write_sentences(table)
    places = read_sentences().places([NIGHT, LAMPS])
    near = read_sentences().nearness(np.array([1.0, 0.0], dtype=np.float32), places)
    assert near[0] == 1
    assert np.isnan(near[1])


@pytest.mark.skipif(has_sentence_model(), reason="the extra is installed")
def test_without_the_extra_the_model_says_what_to_install():
    with pytest.raises(DomainError, match="similarity"):
        sentence_model()


@pytest.mark.skipif(not has_sentence_model(), reason="the extra is not installed")
def test_the_model_of_the_extra_reads_sentences():
    night, lamps, hedge = sentence_model().encode([NIGHT, LAMPS, "Planter des haies"])
    assert night @ lamps > night @ hedge
