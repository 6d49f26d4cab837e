"""Nothing lost, nothing twice: a room under attack by accidents, and the verdict on what everybody was shown."""
