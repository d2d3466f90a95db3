"""Typed access to the tables of the package and of the user: what is known beforehand. No rule lives here."""
