"""What is decided on the guest's side: no socket, no clock and no window."""
