"""The only writers of the room: `snapshots` into the lake, `quality` and `own_values` into the registers."""
