"""Measurements, side by side with peers; ratios of one run on one machine, never absolute times."""
