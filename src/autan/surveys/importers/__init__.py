"""Files that the surveys room reads: questionnaires, documented answers, published results."""
