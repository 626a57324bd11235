"""Regional observatories (RARE, OREC), common set by commune: see `regional_set`."""

from autan.observatory.connectors.regional_set import reader_of

SOURCE = "rare-communes"
read = reader_of("insee_code")
