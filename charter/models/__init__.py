from charter.models.charter import Charter, Word

__all__ = ["Charter", "Word"]
