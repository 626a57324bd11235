"""What the answers to one question say together, kind by kind."""
