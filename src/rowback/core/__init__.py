"""Frozen records and pure text functions that every stage shares. Nothing here reads files or keeps state."""
