"""What people type into the papers beside the charter."""
