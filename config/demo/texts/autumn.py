"""The return to work, from the end of August, and the tastings of autumn, until early November."""

from config.demo.almanac import Line

RETURN = [
    Line("La rentrée est plus douce avec un bon café. Nous l’avons testée sur Thomas : il a souri avant 9 h.", "cup", "08-25/09-03"),
    Line("Le café de rentrée : Colombie Huila, cacao doux, prune, rien qui brusque. Série de 500 sachets.", "bag", "08-26/09-08"),
    Line("Le coffret « bureau » : un porte-filtre, quarante papiers, 250 g de Pérou. Il tient dans un tiroir, à côté des trombones.", "gift", "08-28/09-20"),
    Line("Machine à capsules au bureau ? On ne vous juge pas. On vous prête un filtre une semaine, et on en reparle.", "pour", "09-01/09-30"),
    Line("Nos horaires reprennent : du mardi au dimanche, de 8 h à 19 h. Vous nous avez manqué, surtout entre 7 h et 8 h.", "street", "08-25/08-31"),
    Line("Cartables, listes, étiquettes : à la brûlerie aussi, tout porte un nom. Surtout la tasse de Malik.", "notebook", "08-28/09-08"),
    Line("Cours du samedi, c’est reparti : « le filtre, depuis zéro ». Prochaine séance {saturday} à 10 h, six places.", "pour", "09-02/09-25"),
    Line("Combien coûte un bon café au bureau ? Trente-quatre centimes la tasse, filtre compris. Le calcul est au comptoir.", "scale", "09-05/09-30"),
    Line("Journées du patrimoine, {heritage} et le lendemain : le torréfacteur de 1954 sort de la réserve, et il tourne.", "roaster", "heritage-9/heritage-1"),
    Line("L’heure du café au travail n’est pas une pause, c’est une réunion sans ordre du jour. Souvent la plus utile.", "table", "09-06/10-02"),
    Line("Vos photos de vacances sont au mur. Le prix du plus bel horizon va à une tasse posée sur un tracteur.", "hills", "09-02/09-15"),
    Line("Les étudiants sont revenus : prises au fond, silence jusqu’à 17 h, deuxième filtre à moitié prix avec la carte.", "counter", "09-08/10-03"),
    Line("Le {10-01}, journée internationale du café : la table de dégustation est ouverte à tous, de 10 h à 18 h.", "table", "09-19/09-30"),
    Line("Traiteurs, bureaux, associations : nous avons deux places dans la tournée du mardi. Écrivez-nous en message privé.", "sack", "09-10/10-04"),
    Line("La première feuille est tombée sur la terrasse. Elle a été priée de commander.", "street", "09-23/10-04"),
    Line("Bilan d’une rentrée : 214 coffrets, autant de collègues qui descendent « juste voir ». Merci à eux.", "notebook", "09-27/10-04"),
]  # fmt: skip

AUTUMN = [
    Line("Le café d’automne est là : Burundi et Guatemala, cerise, cannelle, une fin de cacao. Série de 400 sachets.", "bag", "10-05/10-14"),
    Line("Dégustations d’automne : chaque jeudi à 18 h 30, quatre cafés, une question. On commence par « qu’est-ce qu’un café propre ? »", "table", "10-05/10-18"),
    Line("Notre plateau d’automne va du plus clair au plus profond. Il se boit assis, et se discute debout.", "table", "10-07/11-05"),
    Line("Pluie sur Saint-Clair. La table de la fenêtre vient de passer de première à convoitée.", "cup", "10-08/11-08"),
    Line("Un café et un fruit : poire et Honduras, raisin et Kenya, châtaigne et Brésil. Le primeur d’à côté a validé.", "table", "10-09/11-05"),
    Line("La semaine du goût, vue d’ici : les CM2 de l’école ont senti douze arômes. Ils en ont trouvé onze, nous neuf.", "hands", "10-12/10-24"),
    Line("Nous avons raté un lot d’automne, et nous l’avons gardé pour le montrer. Venez goûter ce qu’il ne faut pas faire.", "roaster", "10-10/11-04"),
    Line("Atelier « goûter comme un professionnel », {saturday} à 10 h : aspirer fort, recracher proprement, oser dire « pneu ».", "table", "10-06/11-06"),
    Line("Ce week-end, on recule d’une heure. Soit vous dormez, soit vous buvez un café de plus : nous respectons les deux.", "cup", "wintertime-4/wintertime-1"),
    Line("Une heure de plus cette nuit, un filtre de plus ce matin. C’est la seule comptabilité qui nous amuse.", "pour", "wintertime+0/wintertime+1"),
    Line("La brûlerie ferme le {11-01}. Les chrysanthèmes de la fleuriste, eux, ont pris toute la rue.", "flowers", "10-24/10-31"),
    Line("Marrons chauds sur le trottoir, filtre à l’intérieur. Si vous tenez les deux, c’est que vous êtes du quartier.", "street", "10-18/11-09"),
    Line("La palette de l’automne, en cinq grains : du blond au brun, tout est dans le temps. Le nôtre s’arrête avant le noir.", "hands", "10-12/11-09"),
    Line("Derniers jours du plateau d’automne. Il laisse sa place à quelque chose qui sent l’orange ; nous n’en dirons pas plus.", "table", "11-03/11-09"),
]  # fmt: skip
