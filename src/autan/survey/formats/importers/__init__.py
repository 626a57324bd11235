"""Files of other tools and of Autan, read into questionnaires and answers; every fault has its place."""
