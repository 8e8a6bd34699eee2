"""What MaskDesk keeps on disk: dossiers, recovery, locks, passphrases and its own resources."""
