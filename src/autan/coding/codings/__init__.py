"""The coding room: open answers read with codebooks, agreement between coders, Reinert classes, exchange."""
