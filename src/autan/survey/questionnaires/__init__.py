"""What is asked: documents, drafts, kinds of questions, the small expression language."""
