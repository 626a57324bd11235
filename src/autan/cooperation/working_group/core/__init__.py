"""Rules of the working group: who sits where, when meetings are, what a decision needs, how far it is carried out."""
