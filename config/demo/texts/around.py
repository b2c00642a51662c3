"""What the house says of those around it: growers, tasting, the neighbourhood; and what it keeps in stock."""

from config.demo.almanac import Line

FARMERS = [
    Line(
        "Chez Abebech, à Guji, la récolte a commencé. Première photo reçue ce matin, cerises rouges jusqu’au coude.",
        "cherries",
        "11-05/12-31",
    ),
    Line(
        "Nous payons nos cafés avant la récolte. C’est moins spectaculaire qu’un label, et cela change une année entière.", "sack"
    ),
    Line("Don Efraín plante des bananiers entre ses caféiers : de l’ombre pour le grain, des fruits pour la table.", "hills"),
    Line(
        "Prix payé au producteur pour ce lot : 7,40 € le kilo. Prix du marché ce jour-là : 4,10 €. On affiche les deux, toujours.",
        "sack",
    ),
    Line(
        "Quatre ans que nous achetons à la coopérative de Nyamasheke. Cette saison, elle a ouvert sa propre station de lavage.",
        "cherries",
    ),
    Line(
        "À Marcala, la pluie est arrivée trois semaines trop tôt. Le lot sera plus petit ; nous garderons le même prix d’achat.",
        "hills",
        "11-01/02-15",
    ),
    Line(
        "Le café lavé, le café nature, le café honey : trois façons de retirer un fruit, trois goûts. On vous explique en trois tasses {saturday}.",
        "cherries",
    ),
    Line("Rosa a été la première de son village à exporter sous son nom. Son lot arrive lundi.", "hills", "10-01/02-28"),
    Line("Un caféier donne environ 500 g de café torréfié par an. Votre sachet, c’est un arbre, une année.", "cherries"),
    Line("Visite à la ferme en visioconférence : le réseau a coupé deux fois, les rires non.", "hills"),
    Line(
        "Carte de nos onze fermes, avec l’altitude, la variété et le nom de qui récolte : elle est accrochée au comptoir.",
        "notebook",
    ),
    Line("Merci à la famille Quispe pour les échantillons. Verdict de la table : 87 points et un grand silence.", "table"),
    Line(
        "Au Guatemala, les caféiers sont en fleur : trois jours de blanc, un parfum de jasmin, et neuf mois à attendre.",
        "hills",
        "03-15/05-10",
    ),
    Line(
        "Au Brésil, la récolte bat son plein. Dans le Cerrado, on sèche sur patios, et l’on retourne le café toutes les heures.",
        "sack",
        "06-01/08-25",
    ),
    Line(
        "Sur les collines de Nyamasheke, on cueille depuis quelques semaines. Trois passages par arbre : seulement le rouge.",
        "cherries",
        "04-01/06-20",
    ),
    Line(
        "Les échantillons de Huila sont partis de Colombie. Cinq cents grammes, trois avions, une table qui s’impatiente.",
        "table",
        "08-25/10-15",
    ),
    Line(
        "Le premier conteneur d’Éthiopie a quitté Djibouti. Comptez six semaines de mer ; nous, on compte les jours.",
        "sack",
        "03-01/05-15",
    ),
    Line(
        "Un agronome, deux salaires, quatre villages : voilà où vont les quinze centimes de chaque sachet vendu l’an dernier.",
        "hills",
    ),
]

SKILLS = [
    Line("Votre café est amer ? Moulez un peu plus gros avant de changer quoi que ce soit d’autre.", "grinder"),
    Line("Votre café est acide et maigre ? Moulez plus fin, ou laissez trente secondes de plus.", "grinder"),
    Line("L’eau fait 98 % de la tasse. Une carafe filtrante coûte moins qu’un sachet et change tout.", "pour"),
    Line("Le geste du filtre : versez deux fois le poids du café, attendez trente secondes, puis en cercles lents.", "pour"),
    Line("Conservez le café dans son sachet fermé, au placard. Jamais au réfrigérateur : il prend l’odeur du reblochon.", "bag"),
    Line("Pesez votre café une semaine. Vous ne reviendrez pas à la cuillère.", "scale"),
    Line("L’italienne sans amertume : eau déjà chaude dans le bas, feu doux, et on coupe dès que ça chante.", "moka"),
    Line("Un café torréfié la veille n’est pas meilleur : attendez sept jours pour un filtre, dix pour un expresso.", "bag"),
    Line(
        "Goûter à l’aveugle à la maison : trois tasses, trois gommettes dessous, un crayon. Le jeu préféré de nos samedis.",
        "table",
    ),
    Line("Détartrer au vinaigre, oui ; rincer trois fois, surtout.", "moka"),
    Line("La mousse d’un bon lait : brillante, pas de bulles, on doit voir la lampe dedans.", "cup"),
    Line(
        "Le piston, c’est quatre minutes, puis on casse la croûte à la cuillère, et on attend encore. La patience est un ingrédient.",
        "pour",
    ),
    Line("Moulin à lames ? Moulez par à-coups de deux secondes en secouant. Ce n’est pas parfait, c’est déjà mieux.", "grinder"),
    Line(
        "Trois odeurs à reconnaître dans un filtre : le fruit, le sucre, le grillé. Fermez les yeux, respirez avant de boire.",
        "cup",
    ),
]

QUARTER = [
    Line(
        "La boulangerie d’en face fait une brioche au marc de café, le jeudi seulement. Nous y sommes pour quelque chose.", "cake"
    ),
    Line(
        "Le jardin partagé récupère notre marc tous les lundis. Vos tomates nous diront merci en juillet.",
        "flowers",
        "03-15/06-20",
    ),
    Line("La montée de la Boucle est fermée aux voitures demain : on sort les tables.", "street", "04-15/10-10"),
    Line("Prix libre pour les étudiants pendant les partiels, de 14 h à 17 h, avec prises et silence.", "counter", "12-01/01-20"),
    Line("Merci à Jeanne, 84 ans, qui vient chaque matin à pied et nous corrige les mots croisés.", "cup"),
    Line("Le pont Kitchener est rouvert : vous n’avez plus d’excuse.", "street"),
    Line("La chorale du quartier répète chez nous le mercredi soir. Venez dîner, ou venez chanter.", "lights", "09-12/06-20"),
    Line("Brocante demain sur la place : nous cherchons des tasses dépareillées, et nous payons en café.", "cup", "03-20/10-31"),
    Line(
        "Les trottoirs glissent, le comptoir non. On a mis du marc de café devant la porte : ça accroche, et ça sent bon.",
        "street",
        "01-05/02-20",
    ),
    Line(
        "La fleuriste d’à côté a reçu ses premières jonquilles. On lui en a pris trois bottes pour le comptoir.",
        "flowers",
        "03-01/03-31",
    ),
    Line(
        "Gourdes remplies gratuitement tout l’été, même sans café. L’eau est fraîche, le banc est à l’ombre.",
        "glass",
        "06-15/08-25",
    ),
    Line(
        "Le quartier se vide, nous restons. Qui part nous confie ses plantes ; nous en arrosons déjà onze.",
        "flowers",
        "07-10/08-20",
    ),
    Line(
        "Forum des associations ce matin place Sathonay : le club d’échecs cherche des joueurs, nous leur gardons deux tables.",
        "counter",
        "09-03/09-15",
    ),
    Line(
        "Le vélo-cargo du quartier livre aussi nos sachets : gratuit jusqu’à Vaise, courageux jusqu’à la Croix-Rousse.", "street"
    ),
    Line(
        "La lampe du fond éclaire la table des lecteurs : on y laisse un livre, on en prend un. En ce moment, beaucoup de polars.",
        "counter",
    ),
    Line("La pharmacienne prend un allongé, le libraire un serré, l’école un chocolat. Le quartier a ses ordonnances.", "cup"),
    Line(
        "On nous demande souvent pourquoi la vitrine reste allumée la nuit. Pour le boulanger, qui commence à trois heures.",
        "street",
    ),
]

STOCK = [
    Line("Le café à emporter, dans votre tasse : dix centimes de moins, et un gobelet qui n’existera jamais.", "cup"),
    Line(
        "Arabica, robusta : le premier a le parfum, le second le caractère. Nous torréfions surtout l’un, sans mépriser l’autre.",
        "hands",
    ),
    Line(
        "Combien de cafés par jour ? La science dit trois ou quatre, votre sommeil a un avis, et c’est lui qu’il faut croire.",
        "cup",
    ),
    Line("Une pesée, une minuterie, une bouilloire : le matériel d’un bon filtre tient dans un tiroir.", "scale"),
    Line("Le grain le plus cher n’est pas le meilleur pour vous. Dites-nous ce que vous aimez déjà, on part de là.", "bag"),
    Line(
        "Nos sacs de jute vides sont à prendre, à gauche de la porte. Ils finissent en coussins, en jardinières, en cabanes.",
        "sack",
    ),
    Line(
        "Le décaféiné mérite mieux que sa réputation. Le nôtre est à l’eau, torréfié comme les autres, et personne ne devine.",
        "bag",
    ),
]
