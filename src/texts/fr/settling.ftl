settling-by-sheet = fiche par fiche
settling-by-question = question par question
settling-all-batches = tous les lots
settling-does-unreadable = feuille illisible
settling-is-unreadable = Cette feuille est chez l’équipe de terrain. F9 quand elle est de nouveau lisible.
settling-own-keying = Vous avez saisi cette feuille : mieux vaut qu’une autre personne la règle. Ce sera dit avec la qualité.
settling-why-overruled = Aucune des deux saisies n’a raison : pourquoi ?
settling-why-unreadable = Fiche { $number } : qu’est-ce qui est illisible ? L’équipe de terrain lira cette phrase.
settling-early-count = { $count ->
    [0] Fiche { $number } : aucun écart avec l’autre saisie.
    [one] Fiche { $number } : 1 écart avec l’autre saisie. Gardez la feuille à portée de main.
   *[other] Fiche { $number } : { $count } écarts avec l’autre saisie. Gardez la feuille à portée de main.
}
settling-means-slip = avec le décalage
settling-slip-title = Fiche { $number } : un décalage
settling-slip-how = Vos deux lectures donnent raison à l’autre saisie. Les { $count } questions entre les deux peuvent la suivre.
settling-does-slip = tout régler ainsi
settling-does-one-by-one = lire une à une
