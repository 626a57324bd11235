"""The only writers of the room: into the lake (`snapshots`, `files`, `refreshing`) and into registers (the others)."""
