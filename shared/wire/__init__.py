"""What goes over the wire, for people to look at: recorded, taken apart, explained, shaped, written down."""
