"""Posts that come again by a rule."""
