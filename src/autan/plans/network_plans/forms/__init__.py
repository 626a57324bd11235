"""What an address asks of the register."""
