"""When the house says no."""


class Refused(Exception):
    """What was asked for is not done; the text is a sentence for the person who asked."""
