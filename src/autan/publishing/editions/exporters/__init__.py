"""Files written of the texts of the syntheses."""
