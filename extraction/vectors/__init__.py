"""Passages of a record as vectors, for search by meaning across languages."""
