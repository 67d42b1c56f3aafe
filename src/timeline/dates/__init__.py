"""What a date text means: EDTF and press wording, as values; usable alone, and knowing nothing of events."""
