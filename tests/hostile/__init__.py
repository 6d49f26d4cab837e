"""Hostile guests: a class talks, real sockets attack the room meanwhile, and the class's delay is measured."""
