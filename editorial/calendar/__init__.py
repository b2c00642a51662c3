"""What stands on which day and hour, what stands beside it, and what happens when a post is moved."""
