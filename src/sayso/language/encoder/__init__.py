"""The network at run time."""
