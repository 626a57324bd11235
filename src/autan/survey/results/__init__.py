"""What the answers of a campaign say together: tabulated, grouped, crossed, compared between campaigns."""
