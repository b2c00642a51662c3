"""How the workshop comes to be, from the keys to the first guests, in this order."""

from config.demo.almanac import Line

WORKSHOP = [
    Line(
        "C’est signé : notre atelier ouvrira rue d’Austerlitz, sur le plateau de la Croix-Rousse. On a les clés, pas encore l’électricité.",
        "street",
    ),
    Line("Chantier, jour 3 : sous le lino, des tomettes de 1898. On garde, évidemment.", "street"),
    Line("Chantier, jour 8 : le comptoir sera en noyer d’Ardèche, long de 6,20 m. On a mesuré deux fois la porte.", "counter"),
    Line(
        "Nous cherchons deux personnes pour l’atelier : service, dégustation, bonne humeur du mardi. Les offres sont au comptoir et en message privé.",
        "counter",
    ),
    Line(
        "Le torréfacteur de l’atelier est arrivé par la fenêtre du premier étage. Merci aux voisins pour la patience et les photos.",
        "roaster",
    ),
    Line(
        "Vos prénoms sur le mur : les cent premières personnes inscrites aux dégustations auront le leur, à la craie.", "counter"
    ),
    Line(
        "Premier essai de lumière à l’atelier. On a choisi la plus douce, celle qui ne ment pas sur la couleur du café.",
        "counter",
    ),
    Line("Programme des premiers ateliers : filtre, expresso, latte art, et un cours pour les enfants, sans café.", "notebook"),
    Line("L’atelier aura une table pour travailler, et une table sans ordinateur. La seconde sera la plus belle.", "counter"),
    Line("Visite du chantier {saturday}, de 10 h à 12 h. Casques fournis, café aussi.", "street"),
    Line(
        "La façade a retrouvé son vert d’origine : merci à l’architecte des bâtiments de France d’avoir dit oui au quatrième échantillon.",
        "street",
    ),
    Line("Ouverture le {opening}. On le répète pour nous autant que pour vous.", "street"),
    Line(
        "Premier feu sous le torréfacteur de la Croix-Rousse cette semaine. Le premier sachet ne sera pas à vendre : nous le boirons.",
        "bag",
    ),
    Line("Vous serez combien à l’ouverture, le {opening} ? Dites-le-nous, on compte les chaises.", "counter"),
    Line(
        "Notre voisine la fleuriste fait les bouquets de l’ouverture. Elle a demandé des branches de caféier ; on cherche encore.",
        "flowers",
    ),
    Line("Menu de l’atelier : quatre cafés, deux thés, un chocolat, trois gâteaux. Court, et tenu.", "notebook"),
    Line("Répétition générale ce soir avec les habitués de Saint-Clair. On casse des tasses, on note vos idées.", "table"),
    Line(
        "L’atelier est accessible de plain-pied, avec une boucle magnétique au comptoir. Dites-nous ce qui vous manquerait encore.",
        "counter",
    ),
    Line(
        "L’atelier est ouvert du mardi au dimanche, de 8 h à 19 h, et le jeudi jusqu’à 21 h. La table sans ordinateur est à gauche.",
        "street",
    ),
    Line("Abonnez-vous au compte de l’atelier : les places des dégustations y seront annoncées en premier.", "cup"),
    Line(
        "Le livre d’or de l’ouverture est plein. Nous avons tout lu, nous répondons à tout, et nous avons remis un cahier.",
        "notebook",
    ),
]
