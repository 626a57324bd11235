"""The files of an edition: HTML, PDF, slides, documents, figures."""
