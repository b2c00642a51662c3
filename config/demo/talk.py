"""What the community of the demo brand says, and what the team answers. Names and words are invented."""

from dataclasses import dataclass
from datetime import date

from config.demo.almanac import Almanac, Line


@dataclass(frozen=True)
class Exchange:
    """A remark and its answer; `between` as in a `Line`."""

    said: str
    answer: str = ""
    between: str = ""


def on(year: Almanac, day: date) -> list[Exchange]:
    """What may be said on that day."""
    return [exchange for exchange in EXCHANGES if year.last(Line(exchange.said, between=exchange.between), day)]


def answers(year: Almanac, day: date) -> dict[str, str]:
    """What the team answers on that day, by what was said."""
    return {exchange.said: year.fill(exchange.answer, day, "fr") for exchange in EXCHANGES}


PEOPLE = [
    ("jeanne.morel", "Jeanne Morel"), ("theo_lyon", "Théo Garnier"), ("sofia.b", "Sofia Belkacem"), ("le_moulin_bleu", "Le Moulin Bleu"),
    ("ana.pires", "Ana Pires"), ("marc_andre", "Marc-André Vial"), ("camille.dt", "Camille D."), ("yuki.cafe", "Yuki Tanabe"),
    ("paulo_r", "Paulo Ribeiro"), ("nadege.f", "Nadège Fournier"), ("oldtown.beans", "Oldtown Beans"), ("hugo_b", "Hugo Bressan"),
    ("lucie_et_tom", "Lucie & Tom"), ("karim.z", "Karim Ziani"), ("mme.pelletier", "Mme Pelletier"), ("emma_wk", "Emma Wickham"),
    ("gaspard", "Gaspard Roux"), ("ines.caf", "Inès Caffin"), ("velo_croix_rousse", "Vélo Croix-Rousse"), ("b_delmas", "Bernard Delmas"),
    ("fanny.oz", "Fanny Ozanne"), ("rue_coste", "Imprimerie de la rue Coste"), ("lina_m", "Lina M."), ("tasse_et_moi", "Tasse & moi"),
    ("remi.ch", "Rémi Chavanne"), ("alba.torres", "Alba Torres"), ("quentin_b", "Quentin Bayle"), ("zoe.l", "Zoé Lambert"),
]  # fmt: skip

# what somebody says, what the team answers or "" when nobody did yet, and the days on which that is said
EXCHANGES = [
    Exchange("Debout, toujours. Sinon je me rendors.", "C’est l’équipe « debout » qui mène, pour l’instant !"),
    Exchange("Assise, avec le chat. Non négociable.", "Le chat a l’air d’un excellent chef de dégustation."),
    Exchange("Il reste du Guji au comptoir de Saint-Clair ?", "Oui, une quinzaine de sachets ce matin. Nous vous en gardons un jusqu’à samedi ?"),
    Exchange("Livraison en Belgique possible ?", "Oui, en trois jours, 6,90 €. Offerte à partir de 60 €."),
    Exchange("Reçu hier, parfait, merci pour le petit mot !", "Merci à vous, bonne première tasse."),
    Exchange("Le sachet est arrivé ouvert, il y avait du café partout dans le carton.", "Nous sommes désolés. Envoyez-nous votre numéro de commande en message privé, un autre sachet part aujourd’hui."),
    Exchange("C’est cher, non, 14 € les 250 g ?", "Nous comprenons la question : 7,40 € le kilo vont à la ferme, avant récolte. Le détail est sur chaque sachet."),
    Exchange("Quelle mouture pour une italienne de six tasses ?", "Entre fine et moyenne, comme du sable. Nous pouvons moudre pour vous, gratuitement."),
    Exchange("Vous faites des cours pour les débutants complets ?", "Oui, le samedi à 10 h. Le prochain avec des places est le {saturday}."),
    Exchange("Bravo pour la transparence des prix, c’est rare.", "Merci. On aimerait que ce ne le soit plus."),
    Exchange("Votre site ne prend pas ma carte depuis hier.", "Merci de nous prévenir, c’est réparé depuis 9 h. Dites-nous si cela bloque encore."),
    Exchange("Trois jours que j’attends une réponse par courriel…", "Pardon pour l’attente. Nous venons de vous répondre, et nous gardons un œil sur votre dossier."),
    Exchange("Est-ce que le décaféiné est à l’eau ?", "Oui, à l’eau, sans solvant. Il vient de la même coopérative que notre Huila."),
    Exchange("On peut venir avec un chien ?", "Avec grand plaisir, il y a une gamelle sous le comptoir."),
    Exchange("Le Kenya est une merveille, merci Malik !", "Il rougit. Merci !"),
    Exchange("Do you ship to Ireland as well?", "We do, in four days. Duties are included in the price you see."),
    Exchange("Best flat white in Lyon, and I have tried them all.", "Thank you! Next one is on Louise."),
    Exchange("Is the workshop wheelchair accessible?", "It is, step-free from the street, and the counter has a low side."),
    Exchange("Je n’ai rien compris à l’énigme du jour 3, un indice ?", "Un indice : regardez ce qui manque sur l’étiquette.", "12-03/12-24"),
    Exchange("Ça fait deux fois que mon abonnement est prélevé ce mois-ci.", ""),
    Exchange("Peut-on encore réserver pour samedi ?", ""),
    Exchange("Vous avez changé la recette du café de Noël ? Il est moins rond que l’an dernier.", "", "11-14/12-31"),
    Exchange("Les photos de la ferme sont magnifiques. Qui les prend ?", ""),
    Exchange("Avez-vous une version sans sachet plastique ?", ""),
    Exchange("Bonjour, je suis traiteur et je cherche 20 kg par mois, à qui écrire ?", ""),
    Exchange("Could you recommend a grinder under 100 euros?", ""),
    Exchange("Le café était froid et l’accueil aussi, dimanche vers 15 h. Dommage.", ""),
    Exchange("Merci pour le café suspendu, c’est une belle idée.", "", "12-01/12-31"),
    Exchange("Est-ce que Malik donne encore des cours de latte art ?", ""),
    Exchange("J’adore vos textes autant que votre café ☕️❤️", ""),
    Exchange("Le café de Noël est déjà fini chez nous, il en reste ?", "Il en reste, au comptoir et en ligne. Nous vous mettons un sachet de côté.", "11-16/12-20"),
    Exchange("Une commande partie aujourd’hui arrive avant Noël ?", "Oui, partout en France jusqu’au {12-18}. Après, passez au comptoir.", "11-28/12-16"),
    Exchange("La galette au café, meilleure surprise du mois.", "La deuxième fournée sort à 15 h, si vous êtes dans le coin.", "01-05/01-18"),
    Exchange("Par ce froid, votre café d’hiver fait des miracles.", "C’est l’écorce d’orange. Et peut-être le radiateur.", "01-10/02-26"),
    Exchange("La terrasse est ouverte le matin aussi ?", "Dès 8 h quand le soleil est là. Sinon, c’est un courage que nous admirons.", "03-10/05-31"),
    Exchange("Le café de printemps sent vraiment le sureau, bravo.", "Merci. Nous avons mis trois jours à trouver le mot.", "03-03/05-10"),
    Exchange("Vous livrez le cold brew en bouteille ?", "Dans Lyon, oui, à vélo, du mardi au vendredi. La consigne est de deux euros.", "05-18/08-20"),
    Exchange("Combien de temps se garde un cold brew au frigo ?", "Cinq jours, bien fermé. Au-delà, il est encore bon, mais il s’ennuie.", "05-18/08-20"),
    Exchange("Trop chaud pour un expresso, je passe au tonic.", "Sage décision. Ne remuez pas tout de suite.", "06-10/08-20"),
    Exchange("Vous êtes ouverts en août ?", "Oui, du mardi au samedi, de 8 h à 14 h.", "07-15/08-20"),
    Exchange("Le coffret bureau a déjà converti tout mon étage.", "Nous préparons la tournée de réassort, alors.", "09-01/10-04"),
    Exchange("Vous animez des dégustations en entreprise, à la rentrée ?", "Oui, jusqu’à douze personnes. Écrivez-nous en message privé, nous vous envoyons les dates.", "08-26/10-04"),
    Exchange("Le plateau d’automne, c’est sans réservation ?", "Sans réservation, tous les jours jusqu’à 17 h.", "10-06/11-08"),
    Exchange("J’ai dit « pneu » à la dégustation et j’avais raison ?", "Vous aviez raison. C’est bien le problème.", "10-08/11-09"),
]  # fmt: skip
