"""What the house says all year round: Mondays, the coffee of the week, behind the scenes."""

from config.demo.almanac import Line

MONDAY = [
    Line(
        "On commence la semaine par une vraie question : votre premier café, vous le prenez debout dans la cuisine ou assis, au calme ?"
    ),
    Line("Question du lundi : combien de tasses avant 10 h ? Promis, on ne juge pas. On en est à trois."),
    Line("Question du lundi : piston, filtre, italienne ou expresso ? Dites-nous tout, on prépare un dossier par méthode."),
    Line("Question du lundi : quel est le café que vous n’avez jamais oublié, et où était-ce ?"),
    Line("Question du lundi : sucre ou pas sucre ? Le débat divise l’équipe depuis 2014."),
    Line("Question du lundi : vous moulez vous-même ou nous moulons pour vous ? On voudrait mieux faire nos étiquettes."),
    Line("Question du lundi : quelle tasse vous suit depuis des années ? Montrez-la-nous, ébréchée ou non."),
    Line("Question du lundi : un café à offrir à quelqu’un qui n’aime pas le café, c’est possible ?"),
    Line(
        "Question du lundi : lait de vache, d’avoine, d’amande ? Nous testons trois recettes cette semaine et vos avis comptent."
    ),
    Line("Question du lundi : à quelle heure arrêtez-vous le café ? La nôtre recule chaque année."),
    Line("Question du lundi : que manque-t-il à notre carte ? Les trois idées les plus citées seront goûtées ici même."),
    Line(
        "Question du lundi : quel parfum de Noël vous ramène en enfance ? On cherche une idée pour l’an prochain.",
        "",
        "11-20/12-24",
    ),
    Line("Question du lundi : la galette, vous l’aimez frangipane, briochée, ou seulement pour la fève ?", "", "01-02/01-20"),
    Line(
        "Question du lundi : quelle résolution avez-vous déjà abandonnée ? La nôtre portait sur les gâteaux.", "", "01-08/01-31"
    ),
    Line("Question du lundi : premier café en terrasse de l’année, c’est fait ? Il faisait combien ?", "", "03-10/04-30"),
    Line(
        "Question du lundi : vous emportez quoi en vacances, la cafetière italienne ou l’espoir d’un bon café sur place ?",
        "",
        "06-15/08-10",
    ),
    Line("Question du lundi : glaçons dans l’expresso, sacrilège ou bon sens ?", "", "05-20/08-31"),
    Line(
        "Question du lundi : comment est le café, au bureau ? Répondez franchement, votre chef ne nous suit pas.",
        "",
        "08-28/09-30",
    ),
    Line("Question du lundi : à la première pluie d’automne, plutôt grande tasse ou petit serré ?", "", "10-01/11-08"),
]

# name, notes, method
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
    ("Pérou Amazonas", "noisette fraîche, mandarine, une fin de cacao", "au piston, sans se presser"),
]

BACKSTAGE = [
    Line("Six heures du matin, première torréfaction. Le quartier sent le pain, puis il sent le café.", "roaster"),
    Line("Ce bruit, c’est le premier crac : le grain éclate, on a quatre-vingt-dix secondes pour décider de tout.", "roaster"),
    Line("Le cahier de torréfaction de Malik : onze ans de courbes, de ratures et de taches.", "notebook"),
    Line("Nouveau moulin au comptoir. Il est plus silencieux que nous, ce qui n’est pas difficile.", "grinder"),
    Line(
        "On a raté une cuisson hier : douze kilos trop poussés. Ils sont partis au compost du jardin partagé, et nous à la table de dégustation pour comprendre.",
        "sack",
    ),
    Line("Livraison de sacs verts ce matin : quatorze pays tiennent dans une camionnette.", "sack"),
    Line("Ines passe demain son examen de dégustation. Trente tasses à l’aveugle, envoyez-lui du courage.", "table"),
    Line(
        "Le tri à la main, grain par grain, une heure par jour. C’est là que se fait la différence entre bon et très bon.",
        "hands",
    ),
    Line("Nos étiquettes sont imprimées à deux rues d’ici, sur du papier de marc de café. Oui, elles sentent un peu.", "bag"),
    Line("Pause de l’équipe : aujourd’hui, c’est Louise qui choisit, et elle a choisi un thé.", "table"),
    Line(
        "Entretien d’hiver du torréfacteur : un jour de démontage, trois tournevis perdus, zéro pièce en trop.",
        "roaster",
        "01-03/02-20",
    ),
    Line("Pourquoi nos sachets ont une valve : le café respire pendant trois semaines après la cuisson.", "bag"),
    Line("Malik goûte le même lot chaque matin pendant dix jours. Le septième est presque toujours le meilleur.", "table"),
    Line("Fin de journée. On pèse, on note, on éteint, on rallume parce qu’on a oublié de noter.", "notebook"),
    Line(
        "Trente-quatre degrés à la brûlerie, deux cent dix dans le tambour. On torréfie à cinq heures du matin, et on ouvre tout.",
        "roaster",
        "06-20/08-20",
    ),
    Line(
        "Il fait moins deux dehors : la place à côté du torréfacteur est la plus demandée de la maison.", "roaster", "12-10/02-20"
    ),
    Line(
        "Retour de congés : Malik a rapporté trois cafés de ses vacances. On lui avait dit de se reposer.", "table", "08-20/09-12"
    ),
    Line(
        "Grand ménage de printemps : on a retrouvé la cuillère de dégustation perdue en 2021. Elle était dans le tiroir des cuillères.",
        "table",
        "03-15/04-30",
    ),
    Line(
        "Le calibrage de la semaine : tout le monde goûte le même café et note en silence. Aujourd’hui, deux points d’écart sur cent.",
        "table",
    ),
    Line("Un sachet ouvert, une date au feutre, un nom. À la brûlerie, la paix des ménages tient à un feutre.", "bag"),
]


def bean_text(name: str, notes: str, method: str) -> str:
    """The post of the coffee of the week."""
    return f"Le café de la semaine : {name}. En tasse, {notes}. Nous l’aimons {method}."
