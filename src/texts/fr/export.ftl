# export

export-ticked = Oui
export-not-ticked = Non

export-sheet-read-me = Lisez-moi
export-sheet-codes = Données codes
export-sheet-labels = Données libellés
export-sheet-dictionary = Dictionnaire
export-sheet-list = Liste

export-about-questionnaire = Questionnaire
export-about-version = Version du questionnaire
export-about-last-entry = Dernière saisie de l’étude
export-about-content = Contenu
export-about-final = Fiches définitives : ce que disent les deux saisies, ou ce qui a été décidé d’après le papier
export-about-raw = Une saisie brute, telle que la personne l’a faite
export-about-program = Fait avec
export-about-sheets = Fiches
export-about-expected = Fiches attendues
export-about-rows = Fiches dans ce classeur
export-about-both = Fiches saisies deux fois
export-about-first-only = Première saisie seulement
export-about-second-only = Deuxième saisie seulement
export-about-duplicates = Saisies deux fois par la même passe
export-about-unknown = Numéros inattendus
export-about-missing-sheets = Fiches manquantes
export-about-state = État
export-about-open = Écarts encore ouverts
export-about-checks = Contrôles bloquants encore à voir
export-about-missing = Réponses manquantes
export-about-empty = (case vide)
export-about-empty-is = Non concerné (question passée par un filtre), ou case vide dans un fichier importé
export-about-conventions = Conventions
export-convention-boxes = Une question à plusieurs réponses a une colonne par case : 1 cochée, 0 non cochée.
export-convention-dates = Les dates, les mois et les heures sont de vraies dates ; un mois est au premier jour du mois. Une date en partie illisible est un texte, avec 00 pour ce qui ne se lit pas.
export-convention-text = Les textes sont tels que sur le papier. Dans un CSV, un texte qui commence par =, +, - ou @ est précédé d’une apostrophe, pour qu’aucun tableur ne le prenne pour une formule.
export-convention-open-cells = Une case colorée est un écart que personne n’a encore réglé : elle est vide, et aucune des deux saisies n’a été choisie.
export-convention-columns = recto_open nomme les colonnes encore ouvertes de la fiche ; recto_keyings dit combien de saisies fondent la ligne.
export-convention-raw = Les deux saisies brutes et toutes les décisions restent dans l’étude et peuvent toujours être exportées.

export-dictionary-variable = Variable
export-dictionary-number = N°
export-dictionary-question = Question
export-dictionary-type = Type
export-dictionary-columns = Colonnes
export-dictionary-codes = Codes
export-dictionary-missing = Manquants
export-dictionary-filter = Filtre
export-dictionary-range = Bornes
export-dictionary-checks = Contrôles
export-dictionary-required = obligatoire

export-type-sheet-number = numéro de fiche
export-type-integer = nombre entier
export-type-decimal = nombre décimal
export-type-text = texte
export-type-date = date
export-type-time = heure
export-type-month = mois
export-type-select-one = une réponse
export-type-select-multiple = plusieurs réponses
export-type-calculate = calculé

export-error-unknown-ending = { $has_ending ->
    [0] Le nom du fichier n’a pas d’extension : elle dit le format. Extensions possibles : { $endings }.
   *[other] Recto ne sait pas écrire « .{ $ending } ». Extensions possibles : { $endings }.
}
export-error-exists = { $path } existe déjà et n’a pas été touché. Choisissez un autre nom, ou ajoutez --force pour le remplacer.
export-error-could-not-write = { $path } n’a pas pu être écrit : { $why ->
    [no-folder] ce dossier n’existe pas.
    [not-allowed] il n’est pas permis d’écrire ici. Choisissez un autre dossier.
    [full] le disque est plein. Faites de la place ou choisissez un autre disque.
   *[other] { $error }.
} Rien n’a été laissé à cet endroit ; l’étude est intacte.
export-error-rows = { $rows } lignes : une feuille de classeur s’arrête à 1 048 576. Exportez en CSV.
export-error-columns = { $columns } colonnes : une feuille de classeur s’arrête à 16 384. Exportez en CSV.
export-error-variables = { $variables } variables : un fichier Stata s’arrête à 32 767. Exportez en CSV.
export-error-text = Ligne { $row }, colonne { $column } : ce texte dépasse les 32 767 caractères d’une cellule de classeur. Exportez en CSV.
export-error-workbook = Le classeur { $path } n’a pas pu être fait : { $detail }. Rien n’a été écrit ; l’étude est intacte.

export-done = { $rows ->
    [0] { $path } : aucune ligne.
    [one] { $path } : une ligne.
   *[other] { $path } : { $shown } lignes.
}
export-open = { $open ->
    [one] Un écart est encore ouvert : sa case est vide et la colonne recto_open la nomme.
   *[other] { $shown } écarts sont encore ouverts : leurs cases sont vides et la colonne recto_open les nomme.
}
export-unfinished = { $sheets ->
    [one] Une fiche de cette saisie n’est pas terminée et n’est pas dans le fichier.
   *[other] { $sheets } fiches de cette saisie ne sont pas terminées et ne sont pas dans le fichier.
}
export-keyed-once = { $sheets ->
    [one] Une fiche n’est saisie qu’une fois et n’est pas dans le fichier.
   *[other] { $sheets } fiches ne sont saisies qu’une fois et ne sont pas dans le fichier.
}

export-sheet-resolutions = Décisions
export-sheet-frequencies = Répartition
export-sheet-quality = Qualité de saisie
export-sheet-statement = Déclaration de qualité

export-property-open = { $count ->
    [0] Tous les écarts entre les deux saisies sont réglés.
    [one] Un écart entre les deux saisies n’est pas réglé : sa case est vide.
   *[other] { $count } écarts entre les deux saisies ne sont pas réglés : leurs cases sont vides.
}

export-about-versions = Saisies par version
export-about-version-keyings = { $count ->
    [one] { $version } : une saisie
   *[other] { $version } : { $count } saisies
}
export-about-period = Période de saisie
export-about-period-is = du { $first } au { $last }
export-about-respondents = Fiches de répondants
export-about-compared = Cases comparées entre les deux saisies
export-about-different = Écarts de lecture
export-about-per-10000 = Écarts de lecture pour 10 000 cases
export-about-bases = Bases des pourcentages
export-base-respondents = Répondants
export-base-everybody = toutes les fiches exportées
export-base-answered = Réponses exprimées
export-base-answered-is = les fiches (ou les lignes) où la question a une réponse ; les réponses manquantes, les questions non concernées et les écarts ouverts n’y sont pas
export-base-rounding = Arrondi
export-base-rounding-is = une seule fois, à l’affichage, au plus proche (5 vers le haut) ; k et n sont toujours à côté
export-base-quality = Écarts de lecture
export-base-quality-is = les cases où les deux saisies diffèrent, sans les textes égaux à la casse, aux accents ou à la ponctuation près, qui sont comptés à part
export-about-checksum = Empreinte des données
export-about-checksum-is = Empreinte SHA-256 de toutes les réponses, telles que les écrit : recto export --preset open --values codes --repeats columns. Deux études qui ont la même empreinte ont les mêmes données.

export-convention-lines = Chaque tableau de lignes a sa propre feuille : une ligne par ligne remplie, avec le numéro de la fiche et le numéro de la ligne.
export-convention-ranges = Les plages recto_codes, recto_labels, recto_frequencies, recto_quality et les autres sont des noms définis : un tableau croisé dynamique peut les prendre pour source.

export-frequencies-variable = Variable
export-frequencies-number = N°
export-frequencies-question = Question
export-frequencies-group = Nature
export-frequencies-code = Code
export-frequencies-label = Libellé
export-frequencies-count = Effectif
export-frequencies-k-respondents = Répondants (k)
export-frequencies-n-respondents = Répondants (n)
export-frequencies-share-respondents = % des répondants
export-frequencies-n-answered = Exprimés (n)
export-frequencies-share-answered = % des exprimés
export-frequencies-is-answer = réponse
export-frequencies-is-missing = manquant
export-frequencies-is-skipped = non concerné
export-frequencies-is-open = écart ouvert

export-count-as-written = Réponse hors liste, gardée telle que sur le papier
export-count-not-asked = Question non posée : la fiche a été saisie avant qu’elle existe
export-count-empty-in-file = Case vide dans le fichier importé
export-count-skipped = Non concerné (question passée par un filtre)
export-count-open = Écart que personne n’a encore réglé
export-share = { $percent } % ({ $k }/{ $n })

export-quality-variable = Variable
export-quality-number = N°
export-quality-question = Question
export-quality-compared = Cases comparées
export-quality-different = Cases différentes
export-quality-normalised = dont égales une fois normalisées
export-quality-spelling = dont orthographe seule
export-quality-substance = Écarts de lecture
export-quality-rate = Écarts pour 10 000 cases
export-quality-open = Encore ouverts
export-quality-all = Ensemble

export-codebook = dictionnaire des variables
export-codebook-study = L’étude
export-codebook-keying = Qualité de la double saisie
export-codebook-variables = Les variables
export-codebook-sheets = Fiches décrites
export-codebook-answered = Ont répondu
export-codebook-numbers = Valeurs
export-codebook-numbers-are = de { $least } à { $most }, moyenne { $mean }
export-codebook-quality = Qualité de saisie
export-codebook-quality-is = { $differences ->
    [0] aucun écart de lecture sur { $cells } cases comparées
    [one] { $rate } pour 10 000 : un écart de lecture sur { $cells } cases comparées
   *[other] { $rate } pour 10 000 : { $shown } écarts de lecture sur { $cells } cases comparées
}
export-codebook-calculation = Calcul
export-codebook-unit = une fiche papier par répondant
export-codebook-mode = Questionnaire sur papier, saisi deux fois par deux personnes.
export-codebook-double-keying = Chaque fiche est saisie deux fois, par deux personnes qui ne voient pas le travail l’une de l’autre ; là où les deux saisies diffèrent, le papier est relu et une décision est prise.
export-codebook-file = Les réponses, une ligne par fiche.
export-codebook-line = Numéro de la ligne dans le tableau
export-codebook-keyings = Nombre de saisies qui fondent la ligne
export-codebook-open = Colonnes dont l’écart n’est pas encore réglé

export-error-stopped = L’export est arrêté. Rien n’a été écrit ; l’étude est intacte.
export-error-no-codebook = Un dictionnaire (html, xml) décrit des réponses : il n’y en a pas pour les décisions ni pour le journal. Exportez-les en csv ou xlsx.
export-beside = { $rows ->
    [0] { $path } : aucune ligne.
    [one] { $path } : une ligne.
   *[other] { $path } : { $shown } lignes.
}
export-done-codebook = { $path } est écrit.
export-codebook-pair = { $label } : { $value }
# Certificat d’effacement
certificate-file = effacement
certificate-title = Certificat d’effacement
certificate-what = Effacé
certificate-what-sheet = la fiche { $number }, en entier : saisies, réponses, notes, décisions, journal, numéro aléatoire
certificate-what-identifying = sur toutes les fiches : réponses identifiantes, textes libres, notes, motifs des décisions, numéros aléatoires
certificate-when = Date et heure
certificate-who = Par
certificate-why = Motif
certificate-questionnaire = Questionnaire
certificate-study = Fichier de l’étude
certificate-id = Référence
certificate-program = Programme
certificate-done = Ce que Recto a fait
certificate-counts = Saisies retirées : { $keyings } ; entrées du journal retirées ou vidées : { $entries } ; décisions retirées ou vidées : { $decisions }.
certificate-again = Cet effacement avait déjà eu lieu ; le fichier et les sauvegardes ont été nettoyés de nouveau.
certificate-file-rewritten = Le fichier de l’étude a été réécrit en entier sans ce contenu, et son journal d’écriture vidé.
certificate-backups = { $count ->
    [0] Aucune sauvegarde de Recto ne restait à réécrire.
    [one] Une sauvegarde du dossier « recto-backups » a été réécrite sans ce contenu.
   *[other] { $count } sauvegardes du dossier « recto-backups » ont été réécrites sans ce contenu.
}
certificate-backups-removed = Sauvegardes illisibles, supprimées : { $files }.
certificate-tombstone = Il reste dans l’étude une trace sans réponse : ce qui a été effacé (le numéro), quand, par qui et pourquoi. Elle empêche de reprendre ce contenu.
certificate-tasks = Ce qu’il vous reste à faire
certificate-task-copies-found = Copies de cette étude trouvées à côté d’elle, non touchées : { $files }. Effacez-les, ou refaites l’effacement dans chacune.
certificate-task-exports = Exports faits avant cette date (CSV, classeurs, Stata, SPSS, archives) : les supprimer et les refaire.
certificate-task-copies = Copies de l’étude : clés USB, autres ordinateurs, « Enregistrer une copie », pièces jointes.
certificate-task-recipients = Destinataires d’un export (financeurs, partenaires) : leur demander de supprimer le leur.
certificate-task-synchronised = Dossiers synchronisés et sauvegardes de l’ordinateur : versions précédentes, corbeille, sauvegardes automatiques.
certificate-task-paper = Le papier, ses scans et ses photocopies : les détruire, et le noter ici.
certificate-task-disk = Un disque peut garder un temps les anciens blocs d’un fichier réécrit : chiffrez le disque, et détruisez-le en fin de vie.
certificate-sign = Date et signature :

# Profils
export-band = { $from } à { $to }
export-band-below = { $to } ou moins
export-band-above = { $from } ou plus
export-site-other = Autre lieu (trop peu de fiches pour le nommer)
export-public-ticked = { $label } : coché
export-public-not-ticked = { $label } : non coché
export-public-no-answer = Sans réponse, non posée ou non réglée
export-error-no-pseudonyms = Des fiches n’ont pas encore de numéro aléatoire. Rien n’a été écrit. Lancez « recto export --profile funder », qui les donne et les garde dans l’étude.
export-error-profile-what = Un profil n’exporte que les fiches finales : les saisies brutes, les décisions et le journal ne sont pas protégés. Enlevez --what, ou choisissez --profile full.
export-error-profile-format = Le profil public est une table d’effectifs. Donnez un nom qui finit par .csv ou .xlsx.
export-error-nothing-published = Aucune question n’est marquée pour être publiée. Rien n’a été écrit. Dans le fichier du questionnaire, ajoutez publish = "table" aux questions à compter et publish = "by" à celles qui servent à croiser.
export-error-too-few-sheets = { $sheets } fiches, moins que le seuil de l’étude ({ $threshold }) : rien ne peut être publié sans désigner quelqu’un. Rien n’a été écrit.
