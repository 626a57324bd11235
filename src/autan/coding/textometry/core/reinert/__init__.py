"""Reinert's descending classification of segments of text, without any set-up.

>>> from autan.coding.textometry.core import reinert
>>> reader = reinert.FormReader(acronyms=["PCAET"])
>>> segments = reinert.cut_texts(["Le PCAET manque de moyens.", "Des pistes pour le vélo."])
>>> table = reinert.SegmentTable.from_forms(reader.read_all(segment.text for segment in segments))
>>> table.forms
('PCAET', 'manque', 'moyens', 'pistes', 'vélo')
"""

from autan.coding.textometry.core.reinert.descending import classify
from autan.coding.textometry.core.reinert.double import classify_twice
from autan.coding.textometry.core.reinert.forms import FormReader
from autan.coding.textometry.core.reinert.keyness import class_keyness, keyness, typical_segments
from autan.coding.textometry.core.reinert.segments import cut_text, cut_texts
from autan.coding.textometry.core.reinert.tables import SegmentTable, UnclassifiableError
