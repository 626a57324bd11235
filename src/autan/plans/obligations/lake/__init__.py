"""Small tables that ship: competences of the EPCI and groupings that members belong to, from the national base."""
