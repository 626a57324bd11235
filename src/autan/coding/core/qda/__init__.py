"""What a project of qualitative analysis holds in the exchange format REFI-QDA 1.0, as pure values."""
