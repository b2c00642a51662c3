from charter.models.acknowledgement import Acknowledgement
from charter.models.charter import Charter, Colour, Word
from charter.models.drill import Drill
from charter.models.edition import Edition
from charter.models.mute import Mute
from charter.models.paper import Paper

__all__ = ["Acknowledgement", "Charter", "Colour", "Drill", "Edition", "Mute", "Paper", "Word"]
