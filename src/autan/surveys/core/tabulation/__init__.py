"""What the answers say together: counts, numbers, groups, crossings, changes between two campaigns."""
