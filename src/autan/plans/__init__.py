"""Climate plans of members and of networks: register, calendar, money, targets, obligations."""
