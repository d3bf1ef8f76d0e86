# Vérification, longues listes, valeurs fixes, réponses mises de côté.
verifying-stop-mismatch = Relisez le papier et retapez la réponse.
verifying-refused-no-such-choice = Aucune réponse de la liste ne commence ainsi.
verifying-refused-nothing-to-set = Pas de réponse à fixer ici.
verifying-put-aside = Mise de côté par un filtre
verifying-brought-back = Revenue avec le filtre : { $answer }
