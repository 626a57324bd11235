"""The only readers of the room, one file a question."""
