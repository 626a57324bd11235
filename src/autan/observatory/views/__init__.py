"""The pages of the observatory, one file for each subject."""
