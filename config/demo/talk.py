"""What the community of the demo brand says, and what the team answers. Names and words are invented."""

PEOPLE = [
    ("jeanne.morel", "Jeanne Morel"), ("theo_lyon", "Théo Garnier"), ("sofia.b", "Sofia Belkacem"), ("le_moulin_bleu", "Le Moulin Bleu"),
    ("ana.pires", "Ana Pires"), ("marc_andre", "Marc-André Vial"), ("camille.dt", "Camille D."), ("yuki.cafe", "Yuki Tanabe"),
    ("paulo_r", "Paulo Ribeiro"), ("nadege.f", "Nadège Fournier"), ("oldtown.beans", "Oldtown Beans"), ("hugo_b", "Hugo Bressan"),
    ("lucie_et_tom", "Lucie & Tom"), ("karim.z", "Karim Ziani"), ("mme.pelletier", "Mme Pelletier"), ("emma_wk", "Emma Wickham"),
    ("gaspard", "Gaspard Roux"), ("ines.caf", "Inès Caffin"), ("velo_croix_rousse", "Vélo Croix-Rousse"), ("b_delmas", "Bernard Delmas"),
    ("fanny.oz", "Fanny Ozanne"), ("rue_coste", "Imprimerie de la rue Coste"), ("lina_m", "Lina M."), ("tasse_et_moi", "Tasse & moi"),
    ("remi.ch", "Rémi Chavanne"), ("alba.torres", "Alba Torres"), ("quentin_b", "Quentin Bayle"), ("zoe.l", "Zoé Lambert"),
]  # fmt: skip

# (what somebody says, what the team answers or "" when nobody did yet)
EXCHANGES = [
    ("Debout, toujours. Sinon je me rendors.", "C’est l’équipe « debout » qui mène, pour l’instant !"),
    ("Assise, avec le chat. Non négociable.", "Le chat a l’air d’un excellent chef de dégustation."),
    ("Il reste du Guji au comptoir de Saint-Clair ?", "Oui, une quinzaine de sachets ce matin. Nous vous en gardons un jusqu’à samedi ?"),
    ("Livraison en Belgique possible ?", "Oui, en trois jours, 6,90 €. Offerte à partir de 60 €."),
    ("Reçu hier, parfait, merci pour le petit mot !", "Merci à vous, bonne première tasse."),
    ("Le sachet est arrivé ouvert, il y avait du café partout dans le carton.", "Nous sommes désolés. Envoyez-nous votre numéro de commande en message privé, un autre sachet part aujourd’hui."),
    ("C’est cher, non, 14 € les 250 g ?", "Nous comprenons la question : 7,40 € le kilo vont à la ferme, avant récolte. Le détail est sur chaque sachet."),
    ("Quelle mouture pour une italienne de six tasses ?", "Entre fine et moyenne, comme du sable. Nous pouvons moudre pour vous, gratuitement."),
    ("Vous faites des cours pour les débutants complets ?", "Oui, le samedi à 10 h. Le prochain avec des places est le 5."),
    ("Bravo pour la transparence des prix, c’est rare.", "Merci. On aimerait que ce ne le soit plus."),
    ("Votre site ne prend pas ma carte depuis hier.", "Merci de nous prévenir, c’est réparé depuis 9 h. Dites-nous si cela bloque encore."),
    ("Trois jours que j’attends une réponse par courriel…", "Pardon pour l’attente. Nous venons de vous répondre, et nous gardons un œil sur votre dossier."),
    ("Est-ce que le décaféiné est à l’eau ?", "Oui, à l’eau, sans solvant. Il vient de la même coopérative que notre Huila."),
    ("On peut venir avec un chien ?", "Avec grand plaisir, il y a une gamelle sous le comptoir."),
    ("Le Kenya est une merveille, merci Malik !", "Il rougit. Merci !"),
    ("Do you ship to Ireland as well?", "We do, in four days. Duties are included in the price you see."),
    ("Best flat white in Lyon, and I have tried them all.", "Thank you! Next one is on Louise."),
    ("Is the workshop wheelchair accessible?", "It is, step-free from the street, and the counter has a low side."),
    ("Je n’ai rien compris à l’énigme du jour 3, un indice ?", "Un indice : regardez ce qui manque sur l’étiquette."),
    ("Ça fait deux fois que mon abonnement est prélevé ce mois-ci.", ""),
    ("Peut-on encore réserver pour samedi ?", ""),
    ("Vous avez changé la recette du café de Noël ? Il est moins rond que l’an dernier.", ""),
    ("Les photos de la ferme sont magnifiques. Qui les prend ?", ""),
    ("Avez-vous une version sans sachet plastique ?", ""),
    ("Bonjour, je suis traiteur et je cherche 20 kg par mois, à qui écrire ?", ""),
    ("Could you recommend a grinder under 100 euros?", ""),
    ("Le café était froid et l’accueil aussi, dimanche vers 15 h. Dommage.", ""),
    ("Merci pour le café suspendu, c’est une belle idée.", ""),
    ("Est-ce que Malik donne encore des cours de latte art ?", ""),
    ("J’adore vos textes autant que votre café ☕️❤️", ""),
]  # fmt: skip

FOLLOW_UPS = [
    "Merci pour la réponse rapide !",
    "Super, je passe demain.",
    "Parfait, c’est noté.",
    "Ah, voilà qui est clair. Merci.",
    "Bien reçu, à samedi alors.",
    "Thank you, that helps a lot.",
]
