"""What needs somebody: cards that say what happened and who must act, the notices about them, and what a person can do."""
