"""What the demo brand says: its posts, by series. Each line: theme key, text, picture (a scene of `pictures`, or "")."""

import re

SPACED = re.compile(r" (?=[:;?!»€%])|(?<=«) ")


def typeset(text: str) -> str:
    """French as it is printed: spaces that do not break before the high signs and inside guillemets."""
    return SPACED.sub("\u00a0", text)


MONDAY = [
    "On commence la semaine par une vraie question : votre premier café, vous le prenez debout dans la cuisine ou assis, au calme ?",
    "Question du lundi : combien de tasses avant 10 h ? Promis, on ne juge pas. On en est à trois.",
    "Question du lundi : piston, filtre, italienne ou expresso ? Dites-nous tout, on prépare un dossier par méthode.",
    "Question du lundi : quel est le café que vous n’avez jamais oublié, et où était-ce ?",
    "Question du lundi : sucre ou pas sucre ? Le débat divise l’équipe depuis 2014.",
    "Question du lundi : vous moulez vous-même ou nous moulons pour vous ? On voudrait mieux faire nos étiquettes.",
    "Question du lundi : quelle tasse vous suit depuis des années ? Montrez-la nous, ébréchée ou non.",
    "Question du lundi : un café à offrir à quelqu’un qui n’aime pas le café, c’est possible ?",
    "Question du lundi : lait de vache, d’avoine, d’amande ? Nous testons trois recettes cette semaine et vos avis comptent.",
    "Question du lundi : à quelle heure arrêtez-vous le café ? La nôtre recule chaque année.",
    "Question du lundi : que manque-t-il à notre carte ? Les trois idées les plus citées seront goûtées ici même.",
    "Question du lundi : quel parfum de Noël vous ramène en enfance ? On cherche une idée pour l’an prochain.",
]

BEANS = [
    ("Éthiopie Guji", "fleur d’oranger, abricot sec, une fin de thé noir", "en filtre, 60 g par litre"),
    ("Colombie Huila", "panela, prune rouge, cacao doux", "à l’italienne ou en expresso"),
    ("Pérou Cajamarca", "noisette, pomme cuite, miel", "au piston, quatre minutes"),
    ("Rwanda Nyamasheke", "cassis, hibiscus, sucre roux", "en filtre, eau à 94 degrés"),
    ("Guatemala Antigua", "chocolat noir, orange amère", "en expresso, 18 g pour 38 g"),
    ("Brésil Cerrado", "praline, pain grillé, très peu d’acidité", "à l’italienne, feu doux"),
    ("Kenya Nyeri", "groseille, tomate confite, une acidité franche", "en filtre, mouture moyenne"),
    ("Honduras Marcala", "caramel, poire, vanille", "au piston ou en filtre"),
    ("Burundi Kayanza", "cerise, écorce de citron, cannelle", "en filtre, en deux versements"),
    ("Mexique Chiapas", "amande, cacao, figue", "en expresso long"),
    ("Costa Rica Tarrazú", "abricot, miel d’acacia, fin nette", "en filtre, à boire tiède"),
    ("Inde Mysore", "épices douces, bois, cacao", "en expresso serré, avec un nuage de lait"),
]

RECIPES = [
    (
        "Affogato du vendredi : une boule de vanille, un expresso serré versé à table, trois grains concassés. Deux minutes, montre en main.",
        "cup",
    ),
    (
        "Café frappé de comptoir : 18 g en double expresso, 100 g de glaçons, un trait de sirop d’érable. Secouez dix secondes, pas une de plus.",
        "glass",
    ),
    (
        "Tiramisu sans alcool : remplacez le marsala par un filtre très concentré et une pointe de zeste d’orange. Vos invités ne verront rien.",
        "cake",
    ),
    (
        "Pain perdu au café : battez deux œufs, 20 cl de lait, un expresso refroidi. La brioche de la veille vous dira merci.",
        "cake",
    ),
    (
        "Cold brew maison : 80 g de mouture grosse, un litre d’eau froide, quatorze heures au frais, un filtre papier. C’est tout.",
        "glass",
    ),
    ("Mocha du dimanche : un carré de chocolat à 70 %, un expresso dessus, 15 cl de lait chaud. Remuez longtemps.", "cup"),
    ("Gâteau au yaourt et café : une cuillerée de mouture fine dans la pâte, et le goûter change de dimension.", "cake"),
    (
        "Sirop de café : 200 g de sucre, 200 g de filtre serré, dix minutes à frémir. Il tient un mois et sauve toutes les glaces.",
        "glass",
    ),
    (
        "Café à la cardamome : deux gousses ouvertes dans la mouture avant d’infuser. Doux, chaud, parfait quand la pluie s’installe.",
        "pour",
    ),
    (
        "Truffes au café : 200 g de chocolat, 10 cl de crème, deux cuillerées d’expresso. Roulez-les dans le cacao, cachez-en la moitié.",
        "cake",
    ),
    (
        "Lait d’avoine qui ne tranche pas : sortez-le du frais dix minutes avant, versez le café dans le lait et jamais l’inverse.",
        "cup",
    ),
    (
        "Vin chaud ? Café chaud : un filtre, un bâton de cannelle, deux tranches d’orange, du miel. Le marché de Noël, chez vous.",
        "pour",
    ),
]

BACKSTAGE = [
    ("Six heures du matin, première torréfaction. Le quartier sent le pain, puis il sent le café.", "roaster"),
    ("Ce bruit, c’est le premier crac : le grain éclate, on a quatre-vingt-dix secondes pour décider de tout.", "roaster"),
    ("Le cahier de torréfaction de Malik : onze ans de courbes, de ratures et de taches.", "notebook"),
    ("Nouveau moulin au comptoir. Il est plus silencieux que nous, ce qui n’est pas difficile.", "grinder"),
    (
        "On a raté une cuisson hier : douze kilos trop poussés. Ils sont partis au compost du jardin partagé, et nous à la table de dégustation pour comprendre.",
        "sack",
    ),
    ("Livraison de sacs verts ce matin : quatorze pays tiennent dans une camionnette.", "sack"),
    ("Ines passe son examen de dégustation jeudi. Trente tasses à l’aveugle, envoyez-lui du courage.", "table"),
    ("Le tri à la main, grain par grain, une heure par jour. C’est là que se fait la différence entre bon et très bon.", "hands"),
    ("Nos étiquettes sont imprimées à deux rues d’ici, sur du papier de marc de café. Oui, elles sentent un peu.", "bag"),
    ("Pause de l’équipe : aujourd’hui, c’est Louise qui choisit, et elle a choisi un thé.", "table"),
    ("Entretien d’hiver du torréfacteur : un jour de démontage, trois tournevis perdus, zéro pièce en trop.", "roaster"),
    ("Pourquoi nos sachets ont une valve : le café respire pendant trois semaines après la cuisson.", "bag"),
    ("Malik goûte le même lot chaque matin pendant dix jours. Le septième est presque toujours le meilleur.", "table"),
    ("Fin de journée. On pèse, on note, on éteint, on rallume parce qu’on a oublié de noter.", "notebook"),
]

FARMERS = [
    (
        "Chez Abebech, à Guji, la récolte a commencé le 12. Première photo reçue ce matin, cerises rouges jusqu’au coude.",
        "cherries",
    ),
    ("Nous payons nos cafés avant la récolte. C’est moins spectaculaire qu’un label, et cela change une année entière.", "sack"),
    ("Don Efraín plante des bananiers entre ses caféiers : de l’ombre pour le grain, des fruits pour la table.", "hills"),
    (
        "Prix payé au producteur pour ce lot : 7,40 € le kilo. Prix du marché ce jour-là : 4,10 €. On affiche les deux, toujours.",
        "sack",
    ),
    (
        "Quatre ans que nous achetons à la coopérative de Nyamasheke. Cette saison, elle a ouvert sa propre station de lavage.",
        "cherries",
    ),
    (
        "À Marcala, la pluie est arrivée trois semaines trop tôt. Le lot sera plus petit ; nous garderons le même prix d’achat.",
        "hills",
    ),
    (
        "Le café lavé, le café nature, le café honey : trois façons de retirer un fruit, trois goûts. On vous explique en trois tasses samedi.",
        "cherries",
    ),
    ("Rosa a été la première de son village à exporter sous son nom. Son lot arrive lundi.", "hills"),
    ("Un caféier donne environ 500 g de café torréfié par an. Votre sachet, c’est un arbre, une année.", "cherries"),
    ("Visite à la ferme en visioconférence : le réseau a coupé deux fois, les rires non.", "hills"),
    (
        "Carte de nos onze fermes, avec l’altitude, la variété et le nom de qui récolte : elle est accrochée au comptoir.",
        "notebook",
    ),
    ("Merci à la famille Quispe pour les échantillons. Verdict de la table : 87 points et un grand silence.", "table"),
]

SKILLS = [
    ("Votre café est amer ? Moulez un peu plus gros avant de changer quoi que ce soit d’autre.", "grinder"),
    ("Votre café est acide et maigre ? Moulez plus fin, ou laissez trente secondes de plus.", "grinder"),
    ("L’eau fait 98 % de la tasse. Une carafe filtrante coûte moins qu’un sachet et change tout.", "pour"),
    ("Le geste du filtre : versez deux fois le poids du café, attendez trente secondes, puis en cercles lents.", "pour"),
    ("Conservez le café dans son sachet fermé, au placard. Jamais au réfrigérateur : il prend l’odeur du reblochon.", "bag"),
    ("Pesez votre café une semaine. Vous ne reviendrez pas à la cuillère.", "scale"),
    ("L’italienne sans amertume : eau déjà chaude dans le bas, feu doux, et on coupe dès que ça chante.", "moka"),
    ("Un café torréfié la veille n’est pas meilleur : attendez sept jours pour un filtre, dix pour un expresso.", "bag"),
    (
        "Goûter à l’aveugle à la maison : trois tasses, trois gommettes dessous, un crayon. Le jeu préféré de nos samedis.",
        "table",
    ),
    ("Détartrer au vinaigre, oui ; rincer trois fois, surtout.", "moka"),
    ("La mousse d’un bon lait : brillante, pas de bulles, on doit voir la lampe dedans.", "cup"),
    (
        "Le piston, c’est quatre minutes, puis on casse la croûte à la cuillère, et on attend encore. La patience est un ingrédient.",
        "pour",
    ),
    ("Moulin à lames ? Moulez par à-coups de deux secondes en secouant. Ce n’est pas parfait, c’est déjà mieux.", "grinder"),
    (
        "Trois odeurs à reconnaître dans un filtre : le fruit, le sucre, le grillé. Fermez les yeux, respirez avant de boire.",
        "cup",
    ),
]

WORKSHOP = [
    (
        "C’est signé : notre atelier ouvrira rue d’Austerlitz, sur le plateau de la Croix-Rousse. On a les clés, pas encore l’électricité.",
        "street",
    ),
    ("Chantier, jour 3 : sous le lino, des tomettes de 1898. On garde, évidemment.", "street"),
    ("Chantier, jour 9 : le comptoir sera en noyer d’Ardèche, long de 6,20 m. On a mesuré deux fois la porte.", "counter"),
    (
        "Nous cherchons deux personnes pour l’atelier : service, dégustation, bonne humeur du mardi. Les offres sont au comptoir et en message privé.",
        "counter",
    ),
    (
        "Le torréfacteur de l’atelier est arrivé par la fenêtre du premier étage. Merci aux voisins pour la patience et les photos.",
        "roaster",
    ),
    ("Vos prénoms sur le mur : les cent premières personnes inscrites aux dégustations auront le leur, à la craie.", "counter"),
    ("Premier essai de lumière à l’atelier. On a choisi la plus douce, celle qui ne ment pas sur la couleur du café.", "counter"),
    ("Programme des ateliers de janvier : filtre, expresso, latte art, et un cours pour les enfants, sans café.", "notebook"),
    ("L’atelier aura une table pour travailler, et une table sans ordinateur. La seconde sera la plus belle.", "counter"),
    ("Visite du chantier ce samedi de 10 h à 12 h. Casques fournis, café aussi.", "street"),
    (
        "La façade a retrouvé son vert d’origine : merci à l’architecte des bâtiments de France d’avoir dit oui au quatrième échantillon.",
        "street",
    ),
    ("Ouverture le 12 décembre. On le répète pour nous autant que pour vous.", "street"),
    (
        "Premier feu sous le torréfacteur de la Croix-Rousse cette semaine. Le premier sachet ne sera pas à vendre : nous le boirons.",
        "bag",
    ),
    ("Vous serez combien samedi ? Dites-le nous, on compte les chaises.", "counter"),
    (
        "Notre voisine la fleuriste fait les bouquets de l’ouverture. Elle a demandé des branches de caféier ; on cherche encore.",
        "flowers",
    ),
    ("Menu de l’atelier : quatre cafés, deux thés, un chocolat, trois gâteaux. Court, et tenu.", "notebook"),
    ("Répétition générale jeudi avec les habitués de Saint-Clair. On casse des tasses, on note vos idées.", "table"),
    (
        "L’atelier est accessible de plain-pied, avec une boucle magnétique au comptoir. Dites-nous ce qui vous manquerait encore.",
        "counter",
    ),
    (
        "L’atelier est ouvert du mardi au dimanche, de 8 h à 19 h, et le jeudi jusqu’à 21 h. La table sans ordinateur est à gauche.",
        "street",
    ),
    ("Abonnez-vous au compte de l’atelier : les places des dégustations y seront annoncées en premier.", "cup"),
]

FEAST = [
    ("Le café de Noël est là : Guji et Huila, clémentine, pain d’épices, une pointe de cacao. Série de 600 sachets.", "gift"),
    ("Le calendrier de l’avent : vingt-quatre doses, vingt-quatre origines, une énigme par jour. Il reste 180 boîtes.", "gift"),
    ("On emballe à la main et au papier kraft. Ines fait les nœuds, Malik les défait.", "gift"),
    ("Offrir du café sans se tromper : demandez la machine, pas le goût. Le reste, c’est notre métier.", "gift"),
    (
        "Notre coffret « premier filtre » : un porte-filtre, quarante papiers, 250 g de Pérou. Tout pour commencer, rien de trop.",
        "gift",
    ),
    ("Commandes de Noël : jusqu’au 18 décembre pour la France, jusqu’au 14 pour l’Europe. Après, c’est au comptoir.", "bag"),
    (
        "Vous offrez, nous écrivons : un mot à la plume glissé dans le sachet, gratuit, dans la langue que vous voulez.",
        "notebook",
    ),
    ("Le café de Noël en filtre : 60 g par litre, eau à 93 degrés. La clémentine arrive en refroidissant.", "pour"),
    ("Racontez-nous votre café du 25 au matin. Les trois plus belles histoires gagnent un an de café, tirage le 26.", "cup"),
    ("Le 8 décembre, lumignons sur toutes les fenêtres de la brûlerie, et un café offert à qui en apporte un.", "lights"),
    ("Que boire avec une bûche ? Chocolat : Guatemala. Marron : Brésil. Fruits : Kenya, sans hésiter.", "cake"),
    (
        "Un sachet acheté, un café suspendu : en décembre, chaque sachet de Noël offre une tasse à une personne accueillie au foyer Saint-Clair.",
        "cup",
    ),
    ("Le compteur des cafés suspendus est affiché chaque soir dans la vitrine. Passez voir où nous en sommes.", "cup"),
    ("Idée cadeau à moins de 15 € : la boîte en fer de 1950, rééditée par l’imprimerie de la rue Coste.", "bag"),
    ("Marché des créateurs, place Sathonay, tout le week-end prochain. Nous aurons froid, venez nous parler.", "lights"),
    ("Le calendrier de l’avent a commencé. L’énigme du jour est dans la vitrine, les réponses en commentaire.", "gift"),
    ("Dégustation de Noël : trois cafés, trois fromages. Oui, du fromage. Vous verrez.", "table"),
    (
        "Les dernières boîtes du calendrier sont au comptoir. Après, il faudra le fabriquer vous-même, et nous vous aiderons.",
        "gift",
    ),
    ("Pourquoi notre café de Noël n’est pas aromatisé : la clémentine que vous sentez vient du grain.", "cherries"),
    ("Le paquet-cadeau sans scotch : la vidéo de Louise a fait le tour de la famille, la voici en trois photos.", "hands"),
    ("Le 24, nous fermons à 16 h. Le 25 et le 26, on dort. Le 27, on recommence.", "street"),
    ("Votre sapin boit trop ? Le nôtre aussi. Le marc, c’est pour les rosiers, pas pour lui.", "flowers"),
    ("Carte cadeau à imprimer à la dernière minute : elle arrive par courriel, elle sent seulement l’encre.", "gift"),
    ("Merci pour ce mois de décembre. Le bilan, en chiffres et sans fard, est affiché au comptoir.", "lights"),
]

QUARTER = [
    ("La boulangerie d’en face fait une brioche au marc de café, le jeudi seulement. Nous y sommes pour quelque chose.", "cake"),
    ("Le jardin partagé récupère notre marc tous les lundis. Vos tomates nous diront merci en juillet.", "flowers"),
    ("La montée de la Boucle est fermée aux voitures dimanche : on sort les tables.", "street"),
    ("Prix libre pour les étudiants pendant les partiels, de 14 h à 17 h, avec prises et silence.", "counter"),
    ("Merci à Jeanne, 84 ans, qui vient chaque matin à pied et nous corrige les mots croisés.", "cup"),
    ("Le pont Kitchener est rouvert : vous n’avez plus d’excuse.", "street"),
    ("La chorale du quartier répète chez nous le mercredi soir. Venez dîner, ou venez chanter.", "lights"),
    ("Brocante dimanche : nous cherchons des tasses dépareillées, et nous payons en café.", "cup"),
]

ENGLISH = [
    ("en", "We ship to the UK again, duties included. Same beans, same day roasting, one less form for you.", "bag"),
    ("en", "Cupping in English on Saturday at 11. Five coffees, no jargon, very few seats.", "table"),
    ("en", "Our Christmas blend is clementine, gingerbread and a little cocoa. Nothing added: it is all in the bean.", "gift"),
    ("en", "Bitter cup? Grind a touch coarser before you change anything else.", "grinder"),
    ("en", "We print two prices on every bag: what the market paid, and what we paid. Ask us why.", "sack"),
    ("en", "Our new workshop opens on 12 December in Croix-Rousse, the hill that works. Come thirsty.", "street"),
    ("en", "Abebech’s harvest has begun in Guji. First cherries, first smiles, first photographs.", "cherries"),
    ("en", "What should we roast in January? You vote, we burn our fingers.", "roaster"),
    ("en", "A coffee for someone who does not like coffee? Try Peru, long and mild, with a slice of pear.", "cup"),
    ("en", "Last orders for the UK: 14 December. After that, there is always the Eurostar.", "gift"),
]


def bean_text(name: str, notes: str, method: str) -> str:
    """The post of the coffee of the week."""
    return f"Le café de la semaine : {name}. En tasse, {notes}. Nous l’aimons {method}."
