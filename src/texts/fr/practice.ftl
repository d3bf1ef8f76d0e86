# Entraînement

practice-phrases = On m’a aidé à remplir le dossier. | Je sors plus souvent qu’avant. | Il faudrait passer plus tard dans la journée. | Rien à ajouter, merci beaucoup. | Le bus ne passe plus dans ma rue. | C’est ma fille qui a appelé. | J’attends encore une réponse. | Très bon accueil !
practice-sheets-keyed = { $sheets ->
    [one] { $sheets } fiche saisie
   *[other] { $sheets } fiches saisies
 }, { $errors ->
    [0] aucune erreur
    [one] { $errors } erreur
   *[other] { $errors } erreurs
 }
practice-per-thousand = { $rate } erreurs pour 1 000 cases
practice-mistake = Fiche { $sheet }, { $variable } : { $keyed } au lieu de { $right }

desktop-command-practice = S’entraîner
desktop-command-practice-tip = Saisir dix fiches inventées, puis voir sa vitesse et ses erreurs. Rien n’en reste dans l’étude.
desktop-title-practice = Entraînement
practice-remark = Dix fiches déjà remplies, inventées d’après le questionnaire, s’affichent à côté du formulaire : saisissez ce que vous lisez. Rien n’est gardé dans une étude.
practice-not-made = Les fiches d’entraînement n’ont pas pu être préparées. Rien n’a été modifié : réessayez.
practice-place = Fiche { $at } sur { $of }
practice-filled-sheet = Fiche remplie, à saisir : page
practice-rate = erreurs pour 1 000 cases
practice-not-in-study = { $cells } cases comparées. Rien de cet entraînement n’est gardé dans l’étude.
practice-again = Encore dix fiches
practice-look-again = À revoir
practice-by-kind = Les erreurs par genre
practice-other-mistake = une autre erreur
practice-right = Sur la fiche
practice-keyed = Saisi
practice-ticked = { $choice } coché
practice-not-ticked = { $choice } non coché
practice-trend = D’une fois à l’autre
practice-trend-rate = { $rate } pour 1 000
practice-trend-speed = { $speed } touches par heure
practice-trend-remark = Gardé sur cet ordinateur, à votre nom.
practice-printed-title = Fiches d’entraînement
practice-printed-remark = ENTRAÎNEMENT, série { $set } : réponses inventées, ne pas saisir dans l’étude
