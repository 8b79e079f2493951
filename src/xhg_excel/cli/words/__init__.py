"""What a command is called with and what its help says, apart from what it does: nothing of core or files is loaded."""
