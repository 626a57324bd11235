"""The site: home, pages that put several rooms together, templates and style."""
