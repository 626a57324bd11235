"""What the room gives to who reads or writes a file."""
