from charter.models.charter import Charter, Colour, Word
from charter.models.edition import Edition
from charter.models.paper import Paper

__all__ = ["Charter", "Colour", "Edition", "Paper", "Word"]
