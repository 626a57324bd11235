"""The only readers of the room, one file a question: `figures`, `accounts`, `comparison`, `quality` and the like."""
