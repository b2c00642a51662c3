"""Pausing and going on: by whom, what a pause keeps, and what becomes of what became due meanwhile."""
