"""The estate of an authority: its buildings, lighting, vehicles, car parks and roofs."""
