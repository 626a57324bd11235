"""Agreement on codings, idea by idea, and what is settled; its measures are those of the room of agreement."""
