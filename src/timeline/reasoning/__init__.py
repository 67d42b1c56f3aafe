"""What follows from a dossier: the exact, explained reconciler."""
