"""Regional observatories (RARE, OREC), common set by commune: see `rare_common`."""

from autan.observatory.connectors.rare_common import reader_of

SOURCE = "rare-communes"
read = reader_of("insee_code")
