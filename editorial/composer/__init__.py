"""Writing a post: what the composer asks, reads, shows beside what is typed, and keeps of each version."""
