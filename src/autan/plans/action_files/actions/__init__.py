"""The only writers of actions read in files, and of the columns of a network."""
