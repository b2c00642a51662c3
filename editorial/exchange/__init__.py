"""What comes in from feeds, and what goes out as sheets and JSON."""
