"""A run taken along: its history as a table, and as a notebook or script that trains it again."""
