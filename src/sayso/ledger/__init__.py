"""Claims, kept: the store and what is asked of it."""
