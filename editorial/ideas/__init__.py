"""From a thought to a draft."""
