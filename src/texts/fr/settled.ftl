# Ce qui suit du règlement : questions devenues à lire, fiches retrouvées sous un autre numéro.

settled-status-due = Questions qu’un filtre réglé pose et que personne n’a lues : { $count }
settled-status-matched = Fiche { $sheet } : la { $pass ->
    [first] première
   *[second] seconde
 } saisie portait le numéro { $keyed }.
settled-status-set-aside = { $keyed } : la { $pass ->
    [first] première
   *[second] seconde
 } saisie est mise de côté et ne compte pour aucune fiche.
settled-know-keyed-as = { $count ->
     [one] Saisie sous le numéro { $keyed }, comptée pour cette fiche :
    *[other] Saisies sous un autre numéro, comptées pour ces fiches :
    }
settled-sheet-keyed-as = saisie sous le numéro { $keyed }
settled-read-once = { $count ->
     [one] Une réponse n’a été lue que par une personne : un filtre réglé la demande et aucune des deux saisies ne l’avait.
    *[other] { $shown } réponses n’ont été lues que par une personne : un filtre réglé les demande et aucune des deux saisies ne les avait.
    } Elles n’entrent pas dans la comparaison.
settled-read-differently = Les deux dernières lectures de cette question diffèrent. Lisez-la encore une fois : cette lecture comptera.
settled-came-due = Le filtre qui vient d’être réglé pose cette question, et aucune des deux saisies ne l’a.
settled-fell-away = La question précédente est réglée ou n’a plus lieu d’être. Voici la suivante.
settled-does-read = la lire
settled-how-slip = Un décalage
settled-a-keying = une saisie
settled-your-reading = votre lecture
settled-counts-as = { $keyed } compte comme { $sheet }
settled-due-how = Aucune des deux saisies n’a cette question. Votre lecture sera la réponse.
settled-read-again = Question déjà réglée, tirée au sort pour être relue : ce qui a été décidé reste caché.
settled-but-unreadable = Tout ce qui se lit est réglé
settled-unreadable-are = { $count ->
     [one] Chez l’équipe de terrain : { $numbers }. Ce qui y diffère reste vide dans les exports, et nommé.
    *[other] Chez l’équipe de terrain, { $count } fiches : { $numbers }. Ce qui y diffère reste vide dans les exports, et nommé.
    }
settled-batch-nth = Lot { $nth }
settled-due-open = { $count ->
     [one] Une question demandée par un filtre réglé n’a pas encore été lue : ses cases sont vides.
    *[other] { $shown } questions demandées par des filtres réglés n’ont pas encore été lues : leurs cases sont vides.
    }
settled-of-whole-study = Cette déclaration décrit l’étude entière, telle que saisie ; les données de ce fichier en sont une partie, moins précise.
settled-boxes-left = « { $column } » : personne n’a encore lu cette question ; donnez toutes ses cases, ou ses codes dans une seule cellule.
