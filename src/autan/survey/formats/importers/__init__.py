"""Files of other tools and of ours, read into questionnaires and answers; every fault has its place."""
