"""The words that the checks of French know."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Small words that tell French from English, and the other way round; words of both languages are in neither.
FRENCH = _words(
    """
    le la les l un une des du de d et est sont pour avec vous nous tu votre vos notre nos ton tes ta sur dans
    qui que qu pas plus ce cette ces au aux en il elle on je j se sa son ses mais ou où chez être avoir c n s
    y très tout tous toutes comment quoi sans
    """
)
# The same for English.
ENGLISH = _words(
    """
    the an and of to for with you your our is are was were this that these those in at it its we they he she i
    be have has not from by or how what when where who all can will just out up new more now
    """
)
# Words in -ez that are no verbs.
NO_VERB = _words(
    """
    chez nez assez rez lez fez merguez suez forez douarnenez pornichez gomez lopez sanchez perez rodriguez
    martinez fernandez gonzalez hernandez ramirez alvarez dominguez vasquez velasquez cortez jimenez
    """
)
# Verbs as one says them to one person one knows well.
IMPERATIVES = _words(
    """
    abonne ajoute apprends approche arrête attends choisis clique connecte craque découvre déguste deviens dis
    donne écris embarque envoie essaie essaye évite explore fabrique fonce goûte identifie imagine inscris
    installe invite laisse mentionne mets n'hésite n'oublie oublie participe pars plonge prends prépare
    profite raconte rappelle reçois rejoins remplis remporte rends réponds retrouve réveille savoure sors
    souviens swipe tague télécharge termine viens
    """
)
# Those that are nouns or statements too: only what follows tells.
NOUN_IMPERATIVES = _words(
    """
    active adopte commande demande fête garde glisse joue lance montre note offre passe partage pense réserve
    tente tourne trouve va visite vis vote suis lis fais gagne signe soutiens aide
    """
)
