# Entraînement

practice-phrases = On m’a aidé à remplir le dossier. | Je sors plus souvent qu’avant. | Il faudrait passer plus tard dans la journée. | Rien à ajouter, merci beaucoup. | Le bus ne passe plus dans ma rue. | C’est ma fille qui a appelé. | J’attends encore une réponse. | Très bon accueil !
practice-sheets-keyed = { $sheets ->
    [one] { $sheets } fiche saisie
   *[other] { $sheets } fiches saisies
 }, { $errors ->
    [0] aucune erreur
    [one] { $errors } erreur
   *[other] { $errors } erreurs
 }
practice-per-thousand = { $rate } erreurs pour 1 000 cases
practice-mistake = Fiche { $sheet }, { $variable } : { $keyed } au lieu de { $right }
practice-kind-spelling = Orthographe
practice-kind-other = Autre réponse
