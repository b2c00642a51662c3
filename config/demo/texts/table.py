"""Recipes, and what the house says in English."""

from config.demo.almanac import Line

RECIPES = [
    Line(
        "Affogato du vendredi : une boule de vanille, un expresso serré versé à table, trois grains concassés. Deux minutes, montre en main.",
        "cup",
        "05-01/09-20",
    ),
    Line(
        "Café frappé de comptoir : 18 g en double expresso, 100 g de glaçons, un trait de sirop d’érable. Secouez dix secondes, pas une de plus.",
        "glass",
        "05-15/09-10",
    ),
    Line(
        "Tiramisu sans alcool : remplacez le marsala par un filtre très concentré et une pointe de zeste d’orange. Vos invités ne verront rien.",
        "cake",
    ),
    Line(
        "Pain perdu au café : battez deux œufs, 20 cl de lait, un expresso refroidi. La brioche de la veille vous dira merci.",
        "cake",
    ),
    Line(
        "Cold brew maison : 80 g de mouture grosse, un litre d’eau froide, quatorze heures au frais, un filtre papier. C’est tout.",
        "glass",
        "05-01/09-10",
    ),
    Line("Mocha du week-end : un carré de chocolat à 70 %, un expresso dessus, 15 cl de lait chaud. Remuez longtemps.", "cup"),
    Line("Gâteau au yaourt et café : une cuillerée de mouture fine dans la pâte, et le goûter change de dimension.", "cake"),
    Line(
        "Sirop de café : 200 g de sucre, 200 g de filtre serré, dix minutes à frémir. Il tient un mois et sauve toutes les glaces.",
        "glass",
        "05-20/08-31",
    ),
    Line(
        "Café à la cardamome : deux gousses ouvertes dans la mouture avant d’infuser. Doux, chaud, parfait quand la pluie s’installe.",
        "pour",
        "10-01/04-10",
    ),
    Line(
        "Truffes au café : 200 g de chocolat, 10 cl de crème, deux cuillerées d’expresso. Roulez-les dans le cacao, cachez-en la moitié.",
        "cake",
        "11-25/12-31",
    ),
    Line(
        "Lait d’avoine qui ne tranche pas : sortez-le du frais dix minutes avant, versez le café dans le lait et jamais l’inverse.",
        "cup",
    ),
    Line(
        "Vin chaud ? Café chaud : un filtre, un bâton de cannelle, deux tranches d’orange, du miel. Le marché de Noël, chez vous.",
        "pour",
        "11-20/12-24",
    ),
    Line(
        "Galette frangipane au café : deux cuillerées d’expresso serré dans la crème d’amande. La fève, c’est un grain, et on prévient les enfants.",
        "cake",
        "01-02/01-20",
    ),
    Line(
        "Crêpes au sirop de café : la pâte repose une heure, le sirop réduit dix minutes, et personne ne demande de pâte à tartiner.",
        "cake",
        "01-22/02-10",
    ),
    Line(
        "Fondant au chocolat et café, pour deux : 80 g de chocolat, 50 g de beurre, un œuf, un expresso. Huit minutes au four.",
        "cake",
        "02-05/02-14",
    ),
    Line(
        "Fraises au café : un trait de filtre froid, un peu de sucre, une heure d’attente. Essayez avant de froncer les sourcils.",
        "glass",
        "04-15/06-30",
    ),
    Line(
        "Riz au lait au café : remplacez un quart du lait par un filtre léger, et oubliez la casserole sur tout petit feu.",
        "cake",
        "10-01/04-15",
    ),
    Line(
        "Poires pochées au café : un litre de filtre, 150 g de sucre, une étoile de badiane, vingt minutes. L’automne dans un bol.",
        "cake",
        "09-22/11-20",
    ),
    Line(
        "Cake à la courge et glaçage café : 200 g de purée de courge, des épices douces, un glaçage à l’expresso. Goûter de saison.",
        "cake",
        "10-05/11-20",
    ),
    Line(
        "Granité de café : un filtre sucré au congélateur, une fourchette toutes les demi-heures. La Sicile en trois heures.",
        "glass",
        "06-10/08-25",
    ),
    Line(
        "Espresso tonic : un grand verre, des glaçons, 15 cl de tonic, l’expresso en dernier. Ne remuez pas, regardez d’abord.",
        "glass",
        "05-15/09-15",
    ),
    Line(
        "Crème au café, comme à la cantine mais en mieux : six jaunes, un demi-litre de lait, un double expresso, une nuit au frais.",
        "cake",
    ),
    Line(
        "Barres au café pour le cartable et le bureau : flocons d’avoine, miel, amandes, une cuillerée de mouture fine.",
        "cake",
        "08-25/10-10",
    ),
    Line("Caramel au café : 200 g de sucre à sec, 10 cl de crème, un expresso. Sur tout, y compris la cuillère.", "cake"),
    Line(
        "Cascara en infusion : 20 g de pulpe séchée de cerise de café, un litre d’eau chaude, cinq minutes. Chaud, ou froid avec une tranche de citron.",
        "cherries",
    ),
    Line(
        "Cookies au café : 150 g de beurre noisette, des pépites, une cuillerée de mouture. La pâte attend une nuit, vous aussi.",
        "cake",
    ),
]

ENGLISH = [
    Line("We ship to the UK again, duties included. Same beans, same day roasting, one less form for you.", "bag"),
    Line("Cupping in English next Saturday at 11. Five coffees, no jargon, very few seats.", "table"),
    Line(
        "Our Christmas blend is clementine, gingerbread and a little cocoa. Nothing added: it is all in the bean.",
        "gift",
        "11-10/12-20",
    ),
    Line("Bitter cup? Grind a touch coarser before you change anything else.", "grinder"),
    Line("We print two prices on every bag: what the market paid, and what we paid. Ask us why.", "sack"),
    Line(
        "Our new workshop opens on {opening} in Croix-Rousse, the hill that works. Come thirsty.",
        "street",
        "opening-28/opening-1",
    ),
    Line("Abebech’s harvest has begun in Guji. First cherries, first smiles, first photographs.", "cherries", "11-05/12-31"),
    Line("What should we roast next month? You vote, we burn our fingers.", "roaster"),
    Line("A coffee for someone who does not like coffee? Try Peru, long and mild, with a slice of pear.", "cup"),
    Line("Last orders for the UK: {12-14}. After that, there is always the Eurostar.", "gift", "11-25/12-12"),
    Line("New year, same scales. If you change one thing about your coffee this January, weigh it.", "scale", "01-02/01-31"),
    Line("Grey outside, Guatemala inside: dark chocolate, bitter orange, no umbrella needed.", "cup", "01-10/03-05"),
    Line("The first spring lots are on the cupping table. Peach, bergamot, and a lot of quiet nodding.", "table", "03-05/05-10"),
    Line(
        "Cold brew at home: 80 g coarse, one litre of cold water, fourteen hours. The fridge does the work.",
        "glass",
        "05-15/08-31",
    ),
    Line("Coming to Lyon this summer? We open at 8, the bench in the shade is free until 9.", "street", "06-10/08-20"),
    Line("Iced filter, not iced espresso: brew it strong over ice and drink it slowly. Summer sorted.", "glass", "06-01/08-31"),
    Line(
        "Back to work, back to the office kettle. Our desk kit fits in a drawer: dripper, papers, 250 g of Peru.",
        "pour",
        "08-25/10-04",
    ),
    Line(
        "International Coffee Day is {10-01}. We will print every price we paid this year, on the window, large.",
        "street",
        "09-15/09-30",
    ),
    Line("Three autumn coffees, one tasting flight, no homework. Ask for “the tray” at the counter.", "table", "10-05/11-09"),
    Line("Shorter days, longer cups. Our autumn filter is Burundi: cherry, lemon peel, cinnamon.", "pour", "10-15/11-20"),
    Line("Mismatched cups on purpose: each has a story, and somebody here who remembers it.", "cup"),
    Line("How fresh is too fresh? Give filter a week after roasting and espresso ten days. We date every bag.", "bag"),
    Line("No Wi-Fi at the long table. It took one month for people to thank us.", "counter"),
    Line("We taste every batch blind, coffee by coffee, spoon by spoon. Malik keeps score in pencil.", "table"),
]
