"""Regional observatories (RARE, OREC), common set by EPCI: see `regional_set`."""

from autan.observatory.connectors.regional_set import reader_of

SOURCE = "rare-epci"
read = reader_of("siren")
