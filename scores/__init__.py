"""Scores against public gold, one file per task."""
