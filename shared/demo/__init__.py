"""``chatroom-demo``: a room and its guests on this computer, real programs over real sockets, playing a lesson."""
