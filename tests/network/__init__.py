"""The room and its guests on computers of their own: network namespaces, and cables that can be pulled."""
