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
practice-printed-remark = ENTRAÎNEMENT, série { $set }, fiche { $sheet } : réponses inventées, ne pas saisir dans l’étude
practice-printed = Fiches d’entraînement écrites dans { $path }.
practice-settled-study = « --settled » demande une étude (un fichier .recto).
practice-known-none = Aucune de ces fiches ne peut servir à l’entraînement.
practice-known-own = Laissées de côté, parce que cette personne les a saisies ou réglées, ou doit les saisir : { $numbers }.
practice-known-unsettled = Laissées de côté, parce que tout n’y est pas réglé ou que le questionnaire a changé depuis : { $numbers }.
practice-known-not-a-number = « { $part } » n’est ni un numéro de fiche ni le nom d’un lot.
practice-printed-file = fiches-entrainement-{ $set }.pdf
practice-which = Quelles fiches ?
practice-which-screen = Inventées, à l’écran
practice-which-printed = Inventées, imprimées
practice-which-settled = De l’étude, sur papier
practice-remark-printed = Imprimez d’abord dix fiches inventées, remplies comme à la main, puis saisissez-les d’après le papier. Le numéro de série, en haut des pages, dit lesquelles.
practice-remark-settled = Des fiches entièrement réglées, que cette personne n’a ni saisies ni à saisir : prenez les papiers, ils ne s’affichent pas. Qui s’est entraîné sur une fiche ne doit plus la relire pour un contrôle.
practice-numbers = Numéros des fiches, ou nom d’un lot
practice-numbers-empty = Donnez des numéros (1-20, 35) ou le nom d’un lot.
practice-set = Numéro de série
practice-set-wrong = Le numéro de série n’a que des chiffres ; il figure en haut des pages.
practice-pdf = Fichier PDF
practice-pdf-exists = Ce fichier existe déjà. Changez son nom, ou remplacez-le.
practice-print = Écrire le PDF
practice-again-paper = S’entraîner encore
