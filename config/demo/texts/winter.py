"""Winter at the counter: January and February."""

from config.demo.almanac import Line

WINTER = [
    Line("Bonne année. Qu’elle soit longue en bouche, et sans amertume.", "cup", "01-01/01-06"),
    Line("La galette est au café et à l’amande, la fève est un grain d’argent. Couronne offerte, dignité à votre charge.", "cake", "01-03/01-18"),
    Line("Le vrai luxe de janvier : une table près du radiateur, un grand filtre, et personne qui attend la place.", "cup", "01-08/01-31"),
    Line("Nos vœux tiennent en une phrase : payer mieux, torréfier moins, goûter plus. On vous dira en décembre.", "notebook", "01-06/01-16"),
    Line("Le bilan de l’an passé est au mur : les prix payés, ferme par ferme, et les deux lots que nous avons ratés.", "notebook", "01-10/02-10"),
    Line("Le café d’hiver est là : Guatemala et Mysore, chocolat noir, écorce d’orange, une fin épicée. Série de 500 sachets.", "bag", "01-07/01-25"),
    Line("Café d’hiver, mode d’emploi : 65 g par litre, eau à 95 degrés, la plus grande tasse de la maison.", "pour", "01-12/02-25"),
    Line("Cours du samedi : l’italienne sans brûlure. Prochaine séance {saturday} à 10 h, six places, café compris.", "moka", "01-08/02-26"),
    Line("Janvier est le mois du thé, paraît-il. Nous en avons deux, très bons, et nous n’en dirons pas plus.", "table", "01-14/01-30"),
    Line("Il a neigé sur la montée, et le livreur est venu à pied. Son expresso est offert jusqu’au dégel.", "street", "01-10/02-20"),
    Line("Comment réchauffer un café ? On ne le réchauffe pas. On en refait un petit, et on garde le froid pour le gâteau.", "cup", "01-12/02-25"),
    Line("Crêpes à la brûlerie pour la Chandeleur, le {02-02} : pâte à la farine de sarrasin, sirop de café, et une poêle qui saute.", "cake", "01-24/02-01"),
    Line("La soupe du midi est de retour, à côté du café. Courge, pois cassés, ou les deux quand Louise hésite.", "counter", "01-10/02-22"),
    Line("Pour le {02-14}, un coffret pour deux : un café qui s’accorde, un qui se dispute. À vous de savoir lequel est lequel.", "gift", "02-03/02-12"),
    Line("Un mot doux sur un sachet, écrit par Ines, à la plume. Elle refuse les rimes en « café ». Dernières commandes le {02-12}.", "bag", "02-05/02-11"),
    Line("Vacances de février : chocolat chaud des petits, café des grands, jeux de société pour départager.", "table", "02-08/02-25"),
    Line("Dégustation à la bougie, {thursday} à 18 h 30 : quatre cafés, aucune étiquette, beaucoup de mauvaise foi.", "lights", "01-15/02-24"),
    Line("Les jours rallongent de trois minutes. À la brûlerie, c’est une mouture de plus avant d’allumer la lampe.", "lights", "01-20/02-24"),
    Line("Derniers sachets du café d’hiver. Ensuite, il faudra attendre le froid, ou venir nous supplier.", "bag", "02-16/02-28"),
    Line("On repeint la salle dimanche prochain. Votez pour la couleur au comptoir : « crème », ou « crème, mais plus chaude ».", "counter", "02-10/02-27"),
]  # fmt: skip
