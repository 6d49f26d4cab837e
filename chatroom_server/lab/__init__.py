"""What the lab does to the sockets of the room: it looks at them, and it disturbs them."""
