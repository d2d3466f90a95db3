"""Typed access to the tables of the package: what is known beforehand. No rule lives here."""
