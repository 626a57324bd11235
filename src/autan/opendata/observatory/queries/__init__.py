"""The only readers of the room, one file a question: `figures`, `trends`, `own_values` and the like."""
