# import

import-place-line = Ligne { $line } :{" "}
import-place-cell = Ligne { $line }, colonne { $column } ({ $name }) :{" "}
import-place-sheet = fiche { $sheet },{" "}

import-not-utf8 = le texte n’est pas en UTF-8 (octet { $byte }). Enregistrez le fichier en « CSV UTF-8 » et recommencez.
import-empty = le fichier ne contient aucune fiche.
import-unknown-column = { $near ->
    [0] aucune question ne s’appelle « { $name } ». Corrigez le nom ou enlevez la colonne.
   *[other] aucune question ne s’appelle « { $name } ». Peut-être « { $nearest } » ?
}
import-column-twice = la colonne « { $name } » est là deux fois. Gardez-en une.
import-column-missing = il manque la colonne « { $name } ».
import-cell-count = { $found ->
    [one] une cellule,
   *[other] { $found } cellules,
} mais l’en-tête en a { $expected }. Voyez si un texte avec un séparateur n’est pas entre guillemets.
import-cell = « { $value } » : { $why }.
import-not-a-box = une case à cocher prend 1, 0 ou le nom d’un code manquant
import-mixed-boxes = cela ne va pas avec les autres cases de la question : un code manquant vaut pour toutes
import-no-number = la fiche n’a pas de numéro.
import-no-operator = la ligne ne nomme personne.
import-sheet-twice = cette fiche est déjà à la ligne { $first }.
import-already-keyed = cette fiche est déjà saisie dans cette passe.
import-same-operator = { $operator } a déjà fait l’autre saisie de cette fiche ; la deuxième doit être faite par quelqu’un d’autre.

import-refused = { $problems ->
    [one] Rien n’a été importé : un problème dans { $path }.
   *[other] Rien n’a été importé : { $problems } problèmes dans { $path }.
}
import-what-to-do = Corrigez le fichier d’après le papier, ou ajoutez --as-is pour garder, signalées, les valeurs impossibles, ou --partial pour ne prendre que les fiches sans problème.
import-unreadable = { $path } n’a pas pu être lu : { $error }.
import-taken = { $sheets ->
    [0] Aucune fiche importée.
    [one] Une fiche importée.
   *[other] { $sheets } fiches importées.
}
import-flagged = { $answers ->
    [one] Une réponse est signalée (hors bornes, dans une question passée, ou gardée telle quelle).
   *[other] { $answers } réponses sont signalées (hors bornes, dans une question passée, ou gardées telles quelles).
}
import-odd-numbers = Numéros à vérifier (lettre clé fausse ou numéro inattendu) : { $numbers }
import-absent = Colonnes absentes du fichier, laissées vides : { $columns }
import-left = { $problems ->
    [one] Un problème ; la fiche concernée n’a pas été prise.
   *[other] { $problems } problèmes ; les fiches concernées n’ont pas été prises.
}
import-kept = Gardé tel quel et signalé.
import-more-like-these = … et { $problems ->
    [one] un autre problème semblable.
   *[other] { $problems } autres problèmes semblables.
}
