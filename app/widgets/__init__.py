"""Pieces that several screens draw. Text from archives is escaped before it becomes HTML."""
