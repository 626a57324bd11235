"""The living text, its claims and its editions, as pure values. No Django, no file, no clock."""
