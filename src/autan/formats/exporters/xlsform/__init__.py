"""A questionnaire becomes an XLSForm: `form` builds its sheets and writes them, `losses` says what is lost."""
