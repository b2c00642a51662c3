"""What leaves: letters, the pictures, films and link cards in them, and the payload that is frozen from them for one network."""
