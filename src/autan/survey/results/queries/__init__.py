"""The only readers of the room, one file a question: `results`, `groupings`, `changes`, `figures` and the like."""
