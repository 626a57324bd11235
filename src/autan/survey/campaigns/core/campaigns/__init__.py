"""How a campaign goes: open or closed, who holds a link, how far each territory is, who is reminded."""
