"""Those who mean the room harm, each kind in a file: what it does in one tick, and what became of it."""
