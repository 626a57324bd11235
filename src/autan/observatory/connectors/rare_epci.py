"""Regional observatories (RARE, OREC), common set by EPCI: see `rare_common`."""

from autan.observatory.connectors.rare_common import reader_of

SOURCE = "rare-epci"
read = reader_of("siren")
