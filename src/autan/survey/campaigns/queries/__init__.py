"""The only readers of the room, one file a question: `campaigns`, `answering`, `results`, `tracking` and the like."""
