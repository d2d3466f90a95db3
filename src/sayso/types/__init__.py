"""What the stages pass to one another: frozen dataclasses, standard library only."""
