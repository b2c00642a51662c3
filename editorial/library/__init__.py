"""Pictures, films and documents: taken in, described, found, fitted, and held to their rights."""
