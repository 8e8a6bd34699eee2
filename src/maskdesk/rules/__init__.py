"""How a dossier stands under the law on a day: findings that answer and help."""
