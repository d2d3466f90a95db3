"""What a person or program sees: the command line, pages, exports."""
