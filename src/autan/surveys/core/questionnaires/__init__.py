"""What is asked: sections, questions, choice lists, rules, read from a document with every fault at its place."""
