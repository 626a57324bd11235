"""Reinert’s classification, under the name that notebooks and other tools know.

>>> from autan.coding.codings.core import reinert
>>> [segment.text for segment in reinert.cut_text("Le plan manque de moyens.", size=40)]
['Le plan manque de moyens.']
"""

from autan.coding.textometry.core.reinert import *  # noqa: F403 - the same names, listed there
