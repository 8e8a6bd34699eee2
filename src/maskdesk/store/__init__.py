"""Files, locks, secrets and resources on this computer."""
