"""Bringing posts in from a table: columns, cells, judgement, the batch and its undoing."""
