"""The ground: what exists in an archive and how it is said. Imports nothing of the other packages."""
