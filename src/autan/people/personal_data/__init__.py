"""What is held of people: told, exported, erased, and swept when its time has passed."""
