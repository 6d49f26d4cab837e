"""What the server and the client both need: the protocol, the widgets both windows show, and the assets."""
