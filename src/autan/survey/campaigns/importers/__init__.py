"""Files that the room reads: collected and documented answers, published results, lists of people to invite."""
