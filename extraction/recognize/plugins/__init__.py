"""Finders that need an extra package or a model of the user's; none of them is loaded unless the settings ask."""
