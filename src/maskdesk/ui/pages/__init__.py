"""The pages of the dossier's window, one for each section."""
