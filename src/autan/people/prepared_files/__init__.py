"""Large files made beside the pages: asked for by somebody, told how far, given to her alone, swept after a day."""
