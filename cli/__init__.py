"""The command line, dikuai."""
