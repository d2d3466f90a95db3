"""Report to Analysis: sentences as trees, mentions, attributions, triggers."""
