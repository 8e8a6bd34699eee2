"""The open dossier: edits, plan, seal, make and verify."""
