"""What can go wrong before the product runs, said in a sentence."""


class Trouble(Exception):
    """Something a person must change first; its text is the sentence shown to them."""
