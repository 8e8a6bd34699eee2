"""What the clerk says: the sections of a dossier, each field described once."""
