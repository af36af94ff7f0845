"""Finding names and dates: where they are, never who they are."""
