"""Nothing but the place of its ``__main__``: a room's own process leaves alone what is run by its package."""
