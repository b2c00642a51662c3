from charter.models.charter import Charter, Colour, Word

__all__ = ["Charter", "Colour", "Word"]
