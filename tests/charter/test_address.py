"""Tu and vous in French texts: what is one, and what only looks like it."""

import pytest

from charter.checks import address

SAYS_TU = [
    ("Tu viens samedi ?", ["Tu"]),
    ("On t'attend à la boutique.", ["t'"]),
    ("On t’attend à la boutique.", ["t’"]),
    ("Et toi, quel est ton parfum préféré ?", ["toi", "ton"]),
    ("Raconte-nous tes vacances.", ["Raconte", "tes"]),
    ("Découvre la nouvelle collection", ["Découvre"]),
    ("Bonjour ! Viens nous voir.", ["Viens"]),
    ("☕ Profite de 10 % jusqu'à dimanche", ["Profite"]),
    ("Partage ta photo avec nous", ["Partage", "ta"]),
    ("Alors, dis-nous tout", ["dis"]),
    ("Inscris-toi avant vendredi", ["Inscris", "toi"]),
    ("Ce moment rien qu'à toi", ["toi"]),
    ("Cette bougie est la tienne.", ["tienne"]),
    ("Nous te répondons sous 24 h.", ["te"]),
    ("ON T'ATTEND", ["T'"]),
    ("Est-ce que tu as essayé ?", ["tu"]),
    ("Gagne ton calendrier de l'Avent", ["Gagne", "ton"]),
]

SAYS_NO_TU = [
    "Elle s'est tu, puis elle a ri.",
    "Ils ont tu leur secret pendant dix ans.",
    "Le ton de cette saison : chaud et doux.",
    "Un ensemble ton sur ton, tout en lin.",
    "Changer de ton, c'est changer d'avis.",
    "Comme le dit la chanson, « tu vas me manquer ».",
    "“Je pense à toi”, notre carte préférée",
    'Notre jeu "Tu préfères" revient vendredi.',
    "Y a-t-il un parfum qui vous ressemble ?",
    "Commande en ligne, retrait en boutique",
    "Partage d'expérience : deux ans de télétravail",
    "Note de cœur : jasmin",
    "Toi et moi : la bague à deux pierres",
    "#TuPréfères #PourToi",
    "Merci à @tu_et_toi pour la photo",
    "Le lien : https://exemple.fr/tu/ton/toi",
    "Tiens, voilà l'hiver",
    "Je tiens à vous remercier.",
    "La statue, le tutu et la tartine",
    "Il porte la tenue que sa mère portait.",
    "— Tu viens ?\n— J’arrive.\nVoilà comment vos matins commencent.",
]

SAYS_VOUS = [
    ("Vous venez samedi ?", ["Vous"]),
    ("Découvrez la nouvelle collection", ["Découvrez"]),
    ("N'hésitez pas à nous écrire.", ["N'hésitez"]),
    ("Votre panier vous attend.", ["Votre", "vous"]),
    ("S'il vous plaît, dites-nous tout", ["vous"]),
    ("Quel est le vôtre ?", ["vôtre"]),
    ("Merci ! Venez nous voir.", ["Venez"]),
]

SAYS_NO_VOUS = [
    "Rendez-vous samedi à 10 h, on t'attend.",
    "Ton rendez-vous est confirmé.",
    "Chez nous, au rez-de-chaussée",
    "Assez parlé : on y va.",
    "Vous êtes 300 à nous suivre, merci ! Venez fêter ça.",
    "Bonjour à toutes et à tous, venez nombreux !",
    "Merci à vous tous",
    "La recette de Mme Fernandez",
    "Comme dit le proverbe, « aidez-vous »",
    "Un voyage à Suez et à Saint-Tropez, avec Gomez",
]


def words(text, places):
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize(("text", "said"), SAYS_TU)
def test_a_text_that_says_tu_is_found_out(text, said):
    assert words(text, address.tu(text)) == said


@pytest.mark.parametrize("text", SAYS_NO_TU)
def test_what_only_looks_like_tu_is_left_alone(text):
    assert words(text, address.tu(text)) == []


@pytest.mark.parametrize(("text", "said"), SAYS_VOUS)
def test_a_text_that_says_vous_is_found_out(text, said):
    assert words(text, address.vous(text)) == said


@pytest.mark.parametrize("text", SAYS_NO_VOUS)
def test_what_only_looks_like_vous_is_left_alone(text):
    assert words(text, address.vous(text)) == []
