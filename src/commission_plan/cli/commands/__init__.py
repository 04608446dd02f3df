"""What each command asks for and calls: one file a command, none of which knows another."""
