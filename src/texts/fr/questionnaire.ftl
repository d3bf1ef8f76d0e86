# questionnaire

# Ce qui entoure un problème trouvé dans un fichier de questionnaire.
diagnostic-nearest = Vouliez-vous dire « { $nearest } » ?

# Le fichier
diagnostic-too-large = Ce fichier pèse { $size } Mo ; un questionnaire en pèse au plus { $most }. Vérifiez que c’est le bon fichier.
diagnostic-not-text = Ce fichier n’est pas du texte en UTF-8 à partir d’ici. Si c’est bien un questionnaire, enregistrez-le de nouveau avec l’encodage UTF-8.
diagnostic-empty-file = Ce fichier est vide. Un questionnaire commence par [questionnaire].
diagnostic-malformed-toml = Cette ligne ne suit pas la syntaxe TOML (message d’origine, en anglais : { $message }). Corrigez-la d’abord : le reste du fichier sera vérifié ensuite.

# Clés et valeurs
diagnostic-unknown-key = La clé « { $name } » n’existe pas ici. Corrigez-la ou enlevez-la.
diagnostic-useless-key = La clé « { $name } » ne sert à rien pour une question de type { $type }. Enlevez-la, ou changez le type.
diagnostic-missing-key = Il manque « { $name } » ici. Ajoutez-le.
diagnostic-empty-value = « { $name } » est vide. Écrivez sa valeur.
diagnostic-wrong-type = « { $name } » doit être { $expected ->
        [text] un texte entre guillemets
        [integer] un nombre entier, sans guillemets
        [number] un nombre, sans guillemets
        [truth] true ou false, sans guillemets
        [list] une liste entre crochets
        [tables] une liste de tables
        [table] une table
       *[label] un texte, ou un texte par langue
    } ; ici c’est { $kind ->
        [text] un texte
        [integer] un nombre entier
        [number] un nombre décimal
        [truth] true ou false
        [datetime] une date
        [list] une liste
       *[table] une table
    }.
diagnostic-wrong-word = « { $value } » n’est pas possible pour « { $name } ». Valeurs possibles : { $allowed }.
diagnostic-out-of-range = « { $name } » doit aller de { $least } à { $most }.
diagnostic-bad-language = « { $name } » n’est pas un code de langue. Écrivez par exemple fr ou en.
diagnostic-missing-translation = Ce texte n’est pas écrit dans la langue du questionnaire ({ $language }). Ajoutez-le.

# Noms et numéros
diagnostic-bad-id = L’identifiant « { $name } » ne peut contenir que des lettres sans accent, des chiffres, des tirets et des points.
diagnostic-bad-name = « { $name } » ne peut pas être un nom : une lettre sans accent d’abord, puis des lettres, des chiffres ou _ ; 64 caractères au plus.
diagnostic-reserved-name = « { $name } » : les noms qui commencent par recto_ sont réservés aux colonnes que Recto ajoute. Choisissez un autre nom.
diagnostic-duplicate-name = Le nom « { $name } » est déjà pris{ $line ->
        [0] {""}
       *[other] {" "}(ligne { $line })
    }. Majuscules et minuscules ne comptent pas. Donnez un autre nom.
diagnostic-duplicate-number = Le numéro « { $number } » est déjà pris (ligne { $line }). Chaque numéro imprimé doit être unique : on y va par son numéro.
diagnostic-duplicate-id = L’identifiant « { $name } » est déjà pris. Donnez-en un autre.
diagnostic-column-like-name = La case « { $other } » de la question à choix multiple « { $name } » aurait le même nom de colonne que la variable de la ligne { $line }. Renommez l’une des deux.

# Numéro de fiche
diagnostic-unknown-sheet-number = Aucune question ne s’appelle « { $name } ». Indiquez ici la question de type sheet_number.
diagnostic-sheet-number-type = « { $name } » identifie les fiches : son type doit être sheet_number.
diagnostic-second-sheet-number = « { $name } » est un deuxième numéro de fiche. Il n’en faut qu’un : changez le type de cette question.
diagnostic-sheet-number-filtered = Le numéro de fiche « { $name } » est toujours demandé : enlevez le filtre (relevant) qui le concerne.
diagnostic-bad-check-letters = « { $value } » n’est pas une suite de lettres de contrôle : des lettres sans accent, chacune une seule fois.
diagnostic-bad-sheets = « { $value } » ne donne pas les numéros imprimés. Écrivez le premier et le dernier, par exemple "1-148".
diagnostic-sheets-too-long = Le numéro { $value } ne tient pas dans { $digits ->
        [one] la case du numéro de fiche
       *[other] les { $digits } cases du numéro de fiche
    }. Augmentez digits ou corrigez sheets.

# Codes de valeurs manquantes
diagnostic-no-blank-code = Aucun code ne dit « case vide ». Ajoutez par exemple [missing.NR] avec means = "blank" et key = ".".
diagnostic-duplicate-meaning = « { $name } » a le même sens que « { $other } ». Chaque sens (blank, dont_know, refused, illegible) n’a qu’un code.
diagnostic-bad-missing-key = « { $value } » ne peut pas être la touche d’un code : un seul caractère, ni chiffre, ni +, ni espace.
diagnostic-duplicate-missing-key = La touche « { $value } » est déjà celle de « { $other } ». Choisissez-en une autre (le point et la virgule sont la même touche).
diagnostic-duplicate-missing-number = Le nombre { $value } est déjà celui d’un autre code. Choisissez-en un autre.
diagnostic-bad-stata = « { $value } » n’est pas une valeur manquante de Stata. Écrivez de ".a" à ".y" (".z" est réservé aux différences ouvertes).
diagnostic-unknown-missing = Le questionnaire n’a pas de code « { $name } » parmi ses valeurs manquantes. Corrigez-le, ou ajoutez [missing.{ $name }].

# Listes de choix
diagnostic-missing-choices = Il manque « choices » : la liste des réponses possibles. Ajoutez le nom d’une liste de [choices].
diagnostic-unknown-choice-list = La liste de choix « { $name } » n’existe pas. Corrigez le nom, ou ajoutez la liste dans [choices].
diagnostic-empty-choice-list = La liste de choix « { $name } » est vide. Ajoutez ses choix.
diagnostic-unused-choice-list = La liste de choix « { $name } » n’est utilisée par aucune question. Enlevez-la, ou corrigez la question qui devait l’utiliser.
diagnostic-bad-code = « { $code } » ne peut pas être un code : des lettres et des chiffres, sans espace, 32 au plus.
diagnostic-duplicate-code = Le code « { $code } » est deux fois dans cette liste. Changez l’un des deux.
diagnostic-ambiguous-code = Les codes « { $code } » et « { $other } » ne diffèrent que par des zéros ou des majuscules : on les confondrait. Changez l’un des deux.
diagnostic-code-like-missing = Le code « { $code } » se confond avec le nom ou la touche de la valeur manquante « { $other } ». Changez l’un des deux.

# Pages
diagnostic-grid-without-rows = Cette grille n’a pas de ligne. Ajoutez au moins un [[page.item.row]].
diagnostic-grid-names = Cette ligne donne { $given ->
        [one] un nom
       *[other] { $given } noms
    } pour { $count ->
        [one] une colonne
       *[other] { $count } colonnes
    }. Donnez un nom par colonne.
diagnostic-repeat-without-columns = Ce tableau n’a pas de colonne. Ajoutez au moins un [[page.item.column]].
diagnostic-not-in-repeat = Une colonne de tableau ne peut pas être de type { $type }. Placez cette question hors du tableau.
diagnostic-too-many-questions = Ce questionnaire a plus de { $most } cases à saisir. Partagez-le en plusieurs questionnaires.
diagnostic-one-measure = Un indicateur calcule une seule chose : share, count ou mean ; ici il y en a { $given }. Gardez-en une.

# Expressions
diagnostic-expression-character = Le caractère « { $found } » n’a pas de sens dans une expression. Les textes s’écrivent entre apostrophes droites : 'texte'.
diagnostic-expression-operator = « { $found } » ne s’écrit pas ainsi dans une expression.
diagnostic-expression-variable = Une question s’écrit {"${"}nom{"}"} : il manque une accolade ou le nom.
diagnostic-expression-quote = Ce texte n’est pas refermé. Ajoutez l’apostrophe ou le guillemet droit qui manque.
diagnostic-expression-unfinished = L’expression s’arrête trop tôt : il manque une valeur ou une parenthèse à la fin.
diagnostic-expression-unexpected = « { $found } » n’est pas attendu ici. Il manque peut-être un opérateur (and, or, =…) ou une parenthèse avant.
diagnostic-expression-too-deep = Cette expression est trop longue ou a trop de parenthèses. Partagez-la avec des questions de type calculate.
diagnostic-unknown-variable = Aucune question ne s’appelle « { $name } ».
diagnostic-unknown-function = La fonction « { $name } » n’existe pas.
diagnostic-unknown-column = La liste de choix n’a pas de colonne « { $name } ».
diagnostic-bare-name = « { $name } » est écrit sans accolades. Une question s’écrit {"${"}{ $name }{"}"} ; un texte, '{ $name }'.
diagnostic-argument-count = { $name }() reçoit { $given ->
        [0] aucune valeur
        [one] une valeur
       *[other] { $given } valeurs
    }, mais il en faut { $most ->
        [many] au moins { $least }
       *[other] { $least ->
            [0] au plus { $most }
           *[other] de { $least } à { $most }
        }
    }.
diagnostic-type-mismatch = Il faut ici { $expected ->
        [condition] une condition (une comparaison, par exemple {"${"}age{"}"} > 60)
        [number] un nombre
        [choices] une question à choix
        [date] une date
       *[text] un texte
    }, mais « { $found } » est { $kind ->
        [condition] une condition
        [number] un nombre
        [text] un texte
        [date] une date
        [month] un mois
        [time] une heure
        [choice] un choix
       *[choices] un choix multiple (utilisez selected ou count-selected)
    }.
diagnostic-cannot-compare = { $left ->
        [condition] Une condition
        [number] Un nombre
        [text] Un texte
        [date] Une date
        [month] Un mois
        [time] Une heure
        [choice] Un choix
       *[choices] Un choix multiple
    } et { $right ->
        [condition] une condition
        [number] un nombre
        [text] un texte
        [date] une date
        [month] un mois
        [time] une heure
        [choice] un choix
       *[choices] un choix multiple
    } ne vont pas ensemble avec « { $operator } ». Convertissez l’un des deux, par exemple avec number() ou date().
diagnostic-cannot-compute = L’opération « { $operator } » n’a pas de sens ici : « { $found } ». Entre deux dates, deux mois ou deux heures, seule la soustraction est possible.
diagnostic-no-order = « { $operator } » demande un ordre, mais les codes de cette question ne sont pas tous des nombres entiers. Comparez avec = ou !=.
diagnostic-unknown-code = La question « { $name } » n’a pas de code « { $code } ». Ses codes : { $codes }.
diagnostic-use-selected = Cette question a plusieurs réponses : écrivez selected({ $found }, 'code') au lieu d’une comparaison.
diagnostic-bad-constant = « { $text } » n’est pas { $expected ->
        [date] une date. Écrivez année-mois-jour, par exemple '2024-11-05'
        [month] un mois. Écrivez année-mois, par exemple '2024-11'
        [time] une heure. Écrivez par exemple '09:30'
       *[number] un nombre
    }.
diagnostic-bad-pattern = « { $pattern } » n’est pas une expression régulière valable. Corrigez-la.
diagnostic-column-outside-repeat = « { $name } » est une colonne de tableau : hors du tableau, elle s’utilise dans sum() ou count().
diagnostic-repeat-as-value = Un tableau n’a pas de valeur : utilisez count() pour ses lignes, ou sum() pour une de ses colonnes.
diagnostic-not-a-repeat = count() compte les lignes d’un tableau : donnez-lui le nom d’un tableau ou d’une de ses colonnes.
diagnostic-dot-outside-constraint = Le point (la valeur saisie) ne s’utilise que dans constraint. Écrivez ici {"${"}nom{"}"}.
diagnostic-needs-variable = Il faut ici une question, écrite {"${"}nom{"}"}.
diagnostic-needs-text = Il faut ici un texte entre apostrophes.
diagnostic-cycle = Ces filtres ou calculs tournent en rond : { $path }. Enlevez l’une de ces dépendances.
diagnostic-unreachable = Aucune réponse ne peut remplir cette condition : ce qui en dépend ne serait jamais demandé. Corrigez le filtre : { $filter }

# recto check
check-none = { $file } : aucun problème.
check-count = { $file } : { $errors ->
        [0] aucune erreur
        [one] une erreur
       *[other] { $errors } erreurs
    }, { $warnings ->
        [0] aucun avertissement
        [one] un avertissement
       *[other] { $warnings } avertissements
    }.
check-unreadable = Impossible de lire { $file } : { $cause }. Vérifiez le nom du fichier et vos droits. Rien n’a été modifié.

# Une réponse lue dans un texte
written-empty = rien n’est écrit
written-unknown-code = le code « { $code } » n’existe pas pour cette question
written-missing-not-allowed = « { $name } » n’est pas une réponse possible à cette question
written-not-a-number = ce n’est pas un nombre
written-not-a-whole-number = il faut un nombre entier, sans décimale
written-too-many-decimals = { $most ->
        [one] une décimale au plus
       *[other] { $most } décimales au plus
    }
written-number-too-large = ce nombre est trop grand
written-not-a-date = ce n’est pas une date (par exemple 05/11/2024)
written-impossible-date = ce jour n’existe pas
written-not-a-month = ce n’est pas un mois (par exemple 11/2024)
written-impossible-month = ce mois n’existe pas
written-ambiguous-century = écrivez l’année avec quatre chiffres ({ $years })
written-not-a-time = ce n’est pas une heure (par exemple 09:30)
written-impossible-time = cette heure n’existe pas
written-calculated = cette question est calculée, elle ne se saisit pas

# Protection des personnes : privacy, bands, site, yes, publish
diagnostic-unclassified = « { $name } » ne dit pas ce qu’elle révèle de la personne, alors que d’autres questions le disent. Ajoutez privacy = "plain", "sensitive", "identifying", "free_text" ou "consent".
diagnostic-privacy-of-text = On peut tout écrire dans un texte libre. Écrivez privacy = "free_text", ou "identifying" s’il dit qui est la personne.
diagnostic-privacy-not-text = Cette question n’est pas un texte libre. Écrivez privacy = "plain", "sensitive" ou "identifying".
diagnostic-privacy-consent = Un accord est une question de type select_one, avec le code qui veut dire oui. Ajoutez par exemple yes = "1".
diagnostic-second-consent = « { $name } » est un second accord ; un questionnaire en a un seul. Donnez un autre privacy à l’un des deux.
diagnostic-bad-bands = Les tranches sont une liste de nombres entiers qui montent : le plus petit de chaque tranche sauf la première. Écrivez par exemple bands = [60, 70, 80].
diagnostic-unknown-site-column = Les choix de cette question n’ont pas tous de colonne « { $name } ». Ajoutez-la à chaque choix, ou écrivez site = true.
diagnostic-unknown-yes = Le code « { $name } » n’est pas dans la liste des choix. Écrivez le code qui veut dire oui.
diagnostic-publish-private = Une question publiée doit être ordinaire (privacy = "plain") ; une question sensible peut être comptée (publish = "table") mais ne sert pas à croiser. Enlevez publish, ou changez privacy.
diagnostic-publish-needs-bands = Un nombre se publie par tranches. Ajoutez par exemple bands = [60, 70, 80].
diagnostic-publish-by-several = On ne croise pas par une question à plusieurs réponses. Écrivez publish = "table".
