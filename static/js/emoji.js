/* The emoji that are offered, group by group: the sign, its French words, its English ones; the first of each is its name. */
export default [
  { fr: "Visages", en: "Faces", emoji: `
😀 sourire, content, heureux | smile, happy, grin
😄 rire, joyeux, gai | laugh, joyful, cheerful
😂 mort de rire, larmes de joie, hilarant | tears of joy, lol, hilarious
🙂 léger sourire, aimable | slight smile, kind
😉 clin d’œil, complice | wink, hint
😊 sourire timide, rougir, ravi | blush, shy, delighted
🥰 visage amoureux, tendresse, cœurs | in love, affection, hearts
😍 yeux en cœur, coup de cœur, adore | heart eyes, love it, adore
🤩 yeux étoilés, épaté, fan | star-struck, amazed, fan
😋 miam, délicieux, langue | yum, delicious, tasty
😎 lunettes de soleil, cool, détendu | sunglasses, cool, relaxed
🤗 câlin, bienvenue, bras | hug, welcome, arms
🤔 réfléchir, question, doute | think, question, wonder
😏 sourire en coin, malin | smirk, sly
😴 dormir, fatigué, nuit | sleep, tired, night
😅 sueur, ouf, gêné | sweat, phew, awkward
😮 surprise, étonné, oh | surprised, astonished, wow
😱 cri, peur, choc | scream, fear, shock
😢 triste, larme, pleurer | sad, tear, cry
😭 sanglots, pleurs, ému | sob, crying, moved
😤 agacé, fier, souffle | huff, annoyed, proud
🤯 tête explosée, bluffé, incroyable | mind blown, incredible
🥳 fête, anniversaire, célébrer | party, birthday, celebrate
🤫 chut, secret, silence | hush, secret, quiet
🫶 mains en cœur, merci, soutien | heart hands, thanks, support` },
  { fr: "Gestes et personnes", en: "Gestures and people", emoji: `
👍 pouce levé, bravo, oui | thumbs up, yes, well done
👎 pouce baissé, non | thumbs down, no
👏 applaudir, bravo, félicitations | clap, bravo, congratulations
🙌 mains levées, hourra, youpi | raised hands, hooray
🙏 merci, s’il vous plaît, prière | thank you, please, pray
🤝 poignée de main, accord, partenaire | handshake, deal, partner
👋 coucou, bonjour, au revoir, salut | wave, hello, goodbye
✌️ victoire, paix | victory, peace
🤞 doigts croisés, chance | crossed fingers, luck
👌 parfait, ok | perfect, okay
💪 force, muscle, courage | strong, muscle, courage
👉 index vers la droite, voici, regardez | pointing right, here, look
👇 index vers le bas, ci-dessous, commentaires | pointing down, below, comments
☝️ index levé, attention, remarque | pointing up, note
✍️ écrire, main, signer | write, hand, sign
👀 yeux, regarder, à suivre | eyes, look, watch
🧠 cerveau, idée, intelligence | brain, idea, smart
👩‍🍳 cuisinière, chef, cuisine | cook, chef, kitchen
👨‍🌾 agriculteur, producteur, ferme | farmer, grower, farm
👩‍💻 développeuse, ordinateur, travail | developer, computer, work
👩‍🎨 artiste, peintre, création | artist, painter, creation
👩‍🏫 enseignante, formation, cours | teacher, training, class
👨‍👩‍👧 famille, parents, enfant | family, parents, child
👥 groupe, équipe, communauté | group, team, community` },
  { fr: "Cœurs et fêtes", en: "Hearts and celebrations", emoji: `
❤️ cœur rouge, amour, aimer | red heart, love
🧡 cœur orange | orange heart
💛 cœur jaune | yellow heart
💚 cœur vert, écologie | green heart, ecology
💙 cœur bleu | blue heart
💜 cœur violet | purple heart
🖤 cœur noir | black heart
🤍 cœur blanc | white heart
💔 cœur brisé, rupture | broken heart
💖 cœur étincelant, coup de cœur | sparkling heart, favourite
✨ étincelles, nouveau, magie, brillant | sparkles, new, magic, shine
🌟 étoile brillante, vedette | glowing star, highlight
⭐ étoile, avis, note | star, review, rating
🔥 feu, flamme, tendance, chaud | fire, hot, trending
💥 explosion, choc, boum | boom, bang
🎉 cotillons, fête, félicitations, annonce | party popper, celebration, congratulations
🎊 confettis, fête | confetti, party
🎁 cadeau, concours, surprise | gift, present, giveaway
🎂 gâteau d’anniversaire, anniversaire | birthday cake, birthday
🎈 ballon, fête | balloon, party
🥂 trinquer, santé, champagne | cheers, toast, champagne
🏆 trophée, gagner, prix, victoire | trophy, win, award
🥇 médaille d’or, premier | gold medal, first
🎄 sapin, Noël | Christmas tree, Christmas
🎃 citrouille, Halloween, automne | pumpkin, Halloween
🐣 poussin, Pâques | chick, Easter
🎆 feu d’artifice, 14 juillet, nouvel an | fireworks, new year` },
  { fr: "Nature et saisons", en: "Nature and seasons", emoji: `
☀️ soleil, beau temps, été | sun, sunny, summer
🌤️ éclaircie, météo | partly sunny, weather
🌧️ pluie, averse | rain, shower
❄️ flocon, neige, hiver, froid | snowflake, snow, winter, cold
🌈 arc-en-ciel, fierté | rainbow, pride
🌊 vague, mer, océan | wave, sea, ocean
🌍 Terre, monde, planète | Earth, world, planet
🌙 lune, nuit | moon, night
⛰️ montagne, randonnée | mountain, hike
🏖️ plage, vacances | beach, holidays
🌱 pousse, jeune plante, durable, bio | seedling, plant, sustainable
🌿 herbe, feuilles, nature | herb, leaves, nature
🍀 trèfle, chance | clover, luck
🌳 arbre, forêt | tree, forest
🌸 fleur de cerisier, printemps | cherry blossom, spring
🌻 tournesol, été | sunflower, summer
🌹 rose, fleur, romantique | rose, flower, romantic
💐 bouquet, fleurs, fête des mères | bouquet, flowers, Mother’s Day
🍂 feuilles mortes, automne | fallen leaves, autumn
🐝 abeille, miel, pollinisation | bee, honey, pollinator
🐶 chien, animal | dog, pet
🐱 chat, animal | cat, pet
🐦 oiseau | bird
🦋 papillon | butterfly` },
  { fr: "À table", en: "Food and drink", emoji: `
☕ café, boisson chaude, pause | coffee, hot drink, break
🍵 thé, infusion | tea, infusion
🥐 croissant, petit déjeuner, boulangerie | croissant, breakfast, bakery
🥖 baguette, pain, boulangerie | baguette, bread, bakery
🍞 pain, boulangerie | bread, bakery
🧀 fromage | cheese
🥗 salade, léger, frais | salad, light, fresh
🍕 pizza | pizza
🍔 burger, hamburger | burger, hamburger
🍝 pâtes, spaghetti | pasta, spaghetti
🍲 plat mijoté, soupe, marmite | stew, soup, pot
🍓 fraise, fruit | strawberry, fruit
🍎 pomme, fruit | apple, fruit
🍋 citron, agrume | lemon, citrus
🍇 raisin, vendanges | grapes, harvest
🥕 carotte, légume | carrot, vegetable
🍰 gâteau, pâtisserie, dessert | cake, pastry, dessert
🍫 chocolat, gourmandise | chocolate, treat
🍪 biscuit, cookie | biscuit, cookie
🍦 glace, cornet | ice cream, cone
🍷 vin, verre | wine, glass
🍺 bière, apéro | beer, drinks
🍽️ couverts, restaurant, repas, menu | plate, restaurant, meal, menu` },
  { fr: "Lieux et activités", en: "Places and activities", emoji: `
🏠 maison, chez soi | house, home
🏪 boutique, commerce, magasin | shop, store
🏢 bureaux, entreprise | office, company
🏛️ monument, mairie, musée | landmark, town hall, museum
🚲 vélo, mobilité | bicycle, mobility
🚗 voiture, route | car, road
🚆 train, voyage | train, travel
✈️ avion, voyage, départ | plane, travel, departure
🗺️ carte, itinéraire | map, route
📍 lieu, adresse, ici | place, address, here
⚽ football, sport, match | football, soccer, sport
🏃 courir, course, sport | run, race, sport
🧘 yoga, bien-être, calme | yoga, wellness, calm
🎨 palette, art, création | palette, art, creation
🎭 théâtre, spectacle | theatre, show
🎬 clap, film, tournage, cinéma | clapper, film, shooting, cinema
🎤 micro, concert, interview | microphone, concert, interview
🎵 musique, note | music, note
📸 photo, appareil, cliché | photo, camera, picture
📚 livres, lecture, étudier | books, reading, study
🎓 diplôme, études, formation | graduation, studies, training` },
  { fr: "Objets et signes", en: "Objects and signs", emoji: `
📅 calendrier, date, agenda | calendar, date, save the date
⏰ réveil, heure, rappel | alarm clock, time, reminder
⏳ sablier, bientôt, attente | hourglass, soon, waiting
📢 mégaphone, annonce, information | loudspeaker, announcement, news
📣 porte-voix, annonce | megaphone, announcement
🔔 cloche, notification, rappel | bell, notification, reminder
💡 ampoule, idée, astuce, conseil | light bulb, idea, tip
📌 punaise, épinglé, à retenir | pin, pinned, remember
🔗 lien, bio | link, bio
📩 message, courriel, écrivez-nous | message, email, write to us
📞 téléphone, appeler | phone, call
💬 bulle, commentaire, discussion | speech bubble, comment, discussion
💻 ordinateur, en ligne | laptop, online
📱 téléphone mobile, application | mobile phone, app
📈 hausse, croissance, résultats | growth, rising, results
📊 graphique, chiffres, sondage | chart, figures, poll
💶 euros, prix, argent | euros, price, money
🛒 chariot, achat, courses | trolley, shopping, buy
🛍️ sacs, shopping, soldes | bags, shopping, sales
📦 colis, livraison | parcel, delivery
🔑 clé, solution | key, solution
🛠️ outils, travaux, bricolage | tools, work, repair
🚀 fusée, lancement, nouveauté | rocket, launch, new
🎯 cible, objectif | target, goal
♻️ recycler, durable, tri | recycle, sustainable
✅ coche, fait, validé, oui | check mark, done, yes
❌ croix, non, annulé | cross, no, cancelled
⚠️ attention, avertissement | warning, caution
❓ question, point d’interrogation | question mark, question
❗ important, point d’exclamation | important, exclamation mark
➡️ flèche vers la droite, suite, suivre | right arrow, next, follow
⬇️ flèche vers le bas, ci-dessous | down arrow, below
🔝 en haut, meilleur | top, best
💯 cent, parfait, à fond | hundred, perfect
🆕 nouveau, nouveauté | new, novelty
🇫🇷 drapeau français, France | French flag, France
🇪🇺 drapeau européen, Europe | European flag, Europe` },
];
