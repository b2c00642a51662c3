"""A summer on ice: the middle of May to the last days of August."""

from config.demo.almanac import Line

SUMMER = [
    Line("Le cold brew est de retour. Quatorze heures au frais, une seconde pour dire oui.", "glass", "05-15/05-26"),
    Line("La carte d’été tient sur un sous-verre : cold brew, filtre glacé, tonic, affogato. Le reste est resté chaud, pour les courageux.", "glass", "05-16/06-05"),
    Line("Fête des mères, le {mothers} : un sachet, un mot à la plume, et le petit déjeuner que vous avez promis l’an dernier.", "gift", "mothers-12/mothers-2"),
    Line("La fleuriste et nous avons fait un bouquet et un sachet qui vont ensemble. Pour les mères, et pour qui vous voulez.", "flowers", "mothers-9/mothers-1"),
    Line("Cold brew ou café glacé ? Le premier infuse à froid toute une nuit, le second naît chaud et tombe sur la glace. Goûtez les deux.", "glass", "05-20/08-15"),
    Line("Votre café glacé est fade ? Faites vos glaçons au café. C’est idiot, et cela règle tout.", "glass", "05-22/08-20"),
    Line("La terrasse ouvre jusqu’à 21 h le jeudi. Après, le quartier dort, et nous aussi.", "street", "05-24/07-10"),
    Line("Fête des pères, le {fathers} : il a déjà trois tasses « Super Papa ». Offrez-lui plutôt de quoi les remplir.", "gift", "fathers-10/fathers-2"),
    Line("Le {06-21}, la chorale du quartier chante devant la brûlerie à 19 h. Les fausses notes sont offertes, le cold brew aussi.", "lights", "06-12/06-20"),
    Line("Café en bouteille consignée : deux euros, rendus avec le sourire. Déjà trois cents revenues, quatre perdues à la plage.", "glass", "06-08/08-20"),
    Line("L’affogato du soir : vanille de la crémerie Bessac, expresso du Brésil, une pincée de fleur de sel. Dès 16 h.", "cup", "06-05/08-20"),
    Line("Un café d’été se choisit vif : Kenya ou Éthiopie, mouture moyenne, eau un peu moins chaude, glace à moitié.", "pour", "06-01/08-20"),
    Line("Vous partez ? Le kit tient dans une chaussette : filtre pliant, vingt papiers, 100 g moulus. La chaussette n’est pas fournie.", "bag", "06-22/08-05"),
    Line("Café en voyage : le meilleur moulin, c’est celui du voisin de camping. Prévoyez un sachet à lui offrir.", "grinder", "07-01/08-15"),
    Line("Envoyez-nous votre café de vacances : une tasse, un horizon. Les plus beaux finissent au mur, à la rentrée.", "hills", "07-03/08-14"),
    Line("Le {07-14}, la brûlerie est fermée. Les lampions sont au bal des pompiers, et Malik aussi.", "lights", "07-06/07-13"),
    Line("Trente-cinq degrés annoncés : le comptoir est à l’ombre, l’eau est gratuite, le ventilateur s’appelle Gérard.", "counter", "06-25/08-18"),
    Line("Pourquoi le cold brew paraît plus doux : l’eau froide laisse l’acidité dans la mouture. La caféine, elle, passe très bien.", "glass", "06-10/08-22"),
    Line("En août, nous torréfions deux jours au lieu de cinq. Les sachets sont datés, comme toujours, et partent le jour même.", "roaster", "08-01/08-16"),
    Line("Horaires du mois d’août : du mardi au samedi, de 8 h à 14 h. Nous fermons le {08-15}, et nous lisons le reste du temps.", "street", "08-01/08-14"),
    Line("Le glaçon parfait est gros, lent, et transparent. Nous en taillons quarante par matin, et nous avons froid aux doigts.", "glass", "07-08/08-20"),
    Line("Sorbet café-citron, fait à la brûlerie. Une boule suffit, deux consolent.", "cake", "06-20/08-20"),
    Line("La rue est calme, la machine aussi. C’est le moment d’apprendre à faire mousser du lait : venez, il n’y a personne.", "cup", "08-03/08-20"),
    Line("Les cartes postales des habitués sont au mur. Onze mers, deux montagnes, un parking. Merci pour le parking.", "counter", "08-08/08-24"),
    Line("Dernières bouteilles de cold brew de la saison la semaine prochaine. La machine rend son tablier, les glaçons pleurent.", "glass", "08-17/08-24"),
    Line("Que boire avec un melon ? Un Éthiopie glacé, très peu de glace. Avec une pêche ? Un Rwanda. Avec une sieste ? Rien.", "table", "06-28/08-16"),
    Line("Notre été en tasse : 1 100 litres de cold brew, un ventilateur usé, et un parasol que le vent a emprunté.", "notebook", "08-18/08-24"),
]  # fmt: skip
