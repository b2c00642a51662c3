"""Spring in the cup: March to the middle of May."""

from config.demo.almanac import Line

SPRING = [
    Line("Le café de printemps est arrivé : un Rwanda lavé, pêche blanche, fleur de sureau, et l’envie d’ouvrir les fenêtres.", "bag", "03-01/03-15"),
    Line("Les tables sont dehors. Deux, pour l’instant : on ne se moque pas, on commande.", "street", "03-08/04-05"),
    Line("Nouvelles récoltes : vingt-deux échantillons, six personnes, une journée. Trois lots retenus, dont un qui fait taire Malik.", "table", "03-05/03-28"),
    Line("Pourquoi un café a une saison : la cerise mûrit une fois l’an. Ce que vous buvez ce printemps a été cueilli cet hiver.", "cherries", "03-10/04-30"),
    Line("Changement d’heure dans la nuit de samedi à dimanche : on dort une heure de moins, et on comprendra si vous prenez un double.", "cup", "summertime-5/summertime-1"),
    Line("Une heure de sommeil en moins, une heure de lumière en plus. Le double expresso est au prix du simple jusqu’à midi.", "cup", "summertime+0/summertime+1"),
    Line("Pour Pâques, le {easter}, un œuf en chocolat garni de grains enrobés. Fait à deux rues d’ici, vidé en deux minutes.", "gift", "easter-20/easter-8"),
    Line("Chasse aux œufs au comptoir : sept grains dorés cachés dans la salle. Les enfants cherchent, les parents boivent tranquilles.", "gift", "easter-7/easter-2"),
    Line("Horaires de Pâques : ouverts le {easter} de 9 h à 13 h, fermés le lendemain. Le chocolat, lui, ne ferme pas.", "street", "easter-6/easter-1"),
    Line("Un Rwanda, un Burundi, un Éthiopie : le plateau de printemps se goûte du plus fleuri au plus rond.", "table", "03-12/05-10"),
    Line("L’eau du robinet change de goût au printemps. Si votre café vous paraît plat, commencez par la carafe.", "pour", "03-15/05-05"),
    Line("Ines a planté un caféier dans la vitrine, il y a trois ans. Il fait sa première fleur, et nous ne travaillons plus.", "flowers", "03-20/04-25"),
    Line("Atelier du samedi : choisir son moulin. Prochaine séance {saturday} à 10 h, apportez le vôtre, on ne juge pas.", "grinder", "03-06/05-08"),
    Line("Pique-nique : un filtre en bouteille, deux gobelets, une couverture. Nous prêtons la couverture.", "glass", "04-05/05-14"),
    Line("Marché aux fleurs {sunday} sur le quai : nous y serons avec le triporteur, entre les pivoines et les tomates.", "flowers", "04-12/05-10"),
    Line("Les sachets vides repartent avec nous : rapportez-en dix, le onzième est plein. L’opération dure jusqu’au {05-14}.", "sack", "04-10/05-08"),
    Line("Pont, viaduc ou bureau ? Quoi que vous fassiez de mai, nous fermons le {05-01} et rouvrons le lendemain.", "street", "04-23/04-30"),
    Line("La terrasse a ses habitués : un chat, deux joueurs d’échecs, et l’ombre du platane à partir de 15 h.", "street", "04-20/05-14"),
    Line("Limonade au café : un expresso, un citron, de l’eau pétillante. Il faisait vingt-deux degrés, nous avons craqué.", "glass", "04-22/05-14"),
    Line("Le vélo-cargo reprend la livraison du marché : {sunday}, de 9 h à 13 h, avec des sachets frais de la semaine.", "sack", "03-06/04-20"),
    Line("Notre printemps en trois chiffres : sept lots sur dix refusés, une origine nouvelle, zéro compromis sur le prix payé.", "notebook", "05-01/05-14"),
    Line("Premier café de la nouvelle récolte en vitrine. Il est un peu vif, comme tout le monde en mars ; laissez-lui dix jours.", "bag", "03-10/03-31"),
    Line("Deux fenêtres ouvertes, un courant d’air, et tout l’étage sait que l’on torréfie. Personne ne s’est plaint.", "roaster", "04-01/05-12"),
]  # fmt: skip
