"""Files made from the maps of the atlas."""
