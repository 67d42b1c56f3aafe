"""Press wording."""
