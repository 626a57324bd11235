"""Office documents that leave, in the look of the house or in the template of an agency."""
