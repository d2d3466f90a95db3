"""Raw page to Report."""
