"""The guest's side: finding a room, joining it, talking."""
