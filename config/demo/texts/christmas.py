"""Christmas at the roastery: 10 November to the end of the year."""

from config.demo.almanac import Line

CHRISTMAS = [
    Line(
        "Le café de Noël est là : Guji et Huila, clémentine, pain d’épices, une pointe de cacao. Série de 600 sachets.",
        "gift",
        "11-10/11-22",
    ),
    Line(
        "Le calendrier de l’avent : vingt-quatre doses, vingt-quatre origines, une énigme par jour. Il reste 180 boîtes.",
        "gift",
        "11-12/11-25",
    ),
    Line("On emballe à la main et au papier kraft. Ines fait les nœuds, Malik les défait.", "gift", "11-20/12-20"),
    Line(
        "Offrir du café sans se tromper : demandez la machine, pas le goût. Le reste, c’est notre métier.", "gift", "11-18/12-18"
    ),
    Line(
        "Notre coffret « premier filtre » : un porte-filtre, quarante papiers, 250 g de Pérou. Tout pour commencer, rien de trop.",
        "gift",
        "11-15/12-15",
    ),
    Line(
        "Commandes de Noël : jusqu’au {12-18} pour la France, jusqu’au {12-14} pour l’Europe. Après, c’est au comptoir.",
        "bag",
        "11-25/12-12",
    ),
    Line(
        "Vous offrez, nous écrivons : un mot à la plume glissé dans le sachet, gratuit, dans la langue que vous voulez.",
        "notebook",
        "11-24/12-18",
    ),
    Line(
        "Le café de Noël en filtre : 60 g par litre, eau à 93 degrés. La clémentine arrive en refroidissant.",
        "pour",
        "11-15/12-20",
    ),
    Line(
        "Racontez-nous votre café du matin de Noël. Les trois plus belles histoires gagnent un an de café, tirage le {12-28}.",
        "cup",
        "12-20/12-27",
    ),
    Line(
        "Le {12-08}, lumignons sur toutes les fenêtres de la brûlerie, et un café offert à qui en apporte un.",
        "lights",
        "12-01/12-07",
    ),
    Line(
        "Que boire avec une bûche ? Chocolat : Guatemala. Marron : Brésil. Fruits : Kenya, sans hésiter.", "cake", "12-10/12-24"
    ),
    Line(
        "Un sachet acheté, un café suspendu : en décembre, chaque sachet de Noël offre une tasse à une personne accueillie au foyer Saint-Clair.",
        "cup",
        "11-28/12-08",
    ),
    Line(
        "Le compteur des cafés suspendus est affiché chaque soir dans la vitrine. Passez voir où nous en sommes.",
        "cup",
        "12-06/12-22",
    ),
    Line(
        "Idée cadeau à moins de 15 € : la boîte en fer de 1950, rééditée par l’imprimerie de la rue Coste.", "bag", "11-26/12-22"
    ),
    Line(
        "Marché des créateurs, place Sathonay, {saturday} et le lendemain. Nous aurons froid, venez nous parler.",
        "lights",
        "11-23/12-11",
    ),
    Line(
        "Le calendrier de l’avent a commencé. L’énigme du jour est dans la vitrine, les réponses en commentaire.",
        "gift",
        "12-01/12-05",
    ),
    Line("Dégustation de Noël : trois cafés, trois fromages. Oui, du fromage. Vous verrez.", "table", "11-30/12-18"),
    Line(
        "Les dernières boîtes du calendrier de l’avent sont au comptoir. Après, il faudra le fabriquer vous-même, et nous vous aiderons.",
        "gift",
        "11-26/11-30",
    ),
    Line(
        "Pourquoi notre café de Noël n’est pas aromatisé : la clémentine que vous sentez vient du grain.",
        "cherries",
        "11-15/12-22",
    ),
    Line(
        "Le paquet-cadeau sans scotch : la vidéo de Louise a fait le tour de la famille, la voici en trois photos.",
        "hands",
        "12-02/12-23",
    ),
    Line("Le {12-24}, nous fermons à 16 h. Le 25 et le 26, on dort. Le 27, on recommence.", "street", "12-19/12-23"),
    Line("Votre sapin boit trop ? Le nôtre aussi. Le marc, c’est pour les rosiers, pas pour lui.", "flowers", "12-06/12-24"),
    Line(
        "Carte cadeau à imprimer à la dernière minute : elle arrive par courriel, elle sent seulement l’encre.",
        "gift",
        "12-20/12-24",
    ),
    Line("Merci pour ce mois de décembre. Le bilan, en chiffres et sans fard, est affiché au comptoir.", "lights", "12-28/12-31"),
]
