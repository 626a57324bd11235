"""Climate plans of members and of networks: sections, steps, deadlines, money, targets."""
