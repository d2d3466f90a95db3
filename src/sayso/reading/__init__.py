"""Analysis to Claims: one file per question."""
