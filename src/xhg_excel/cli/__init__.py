"""The command line: names, options, exit status, progress; everything else is called."""
