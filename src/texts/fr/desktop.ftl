# Ce que la fenêtre dit.

# Menu and commands
desktop-menu = Menu
desktop-commands = Commandes
desktop-group-file = Fichiers
desktop-group-study = Étude
desktop-group-window = Affichage et aide
desktop-command-new = Nouvelle étude…
desktop-command-new-tip = Crée une étude vide à partir d’un questionnaire
desktop-command-open = Ouvrir une étude…
desktop-command-open-tip = Ouvre un fichier .recto
desktop-command-demo = Démonstration…
desktop-command-demo-tip = Crée une étude d’exemple, déjà saisie deux fois
desktop-command-close = Fermer l’étude
desktop-command-close-tip = Revient à l’accueil ; tout est déjà enregistré
desktop-command-save-copy = Enregistrer une copie…
desktop-command-save-copy-tip = Copie toute l’étude dans un autre fichier
desktop-command-study = Voir l’étude
desktop-command-study-tip = Les fiches, les chiffres, ce qu’il reste à faire
desktop-command-key-first = Saisir, première passe
desktop-command-key-first-tip = Première lecture des fiches
desktop-command-key-second = Saisir, seconde passe
desktop-command-key-second-tip = Seconde lecture, par une autre personne
desktop-command-settle = Régler les différences
desktop-command-settle-tip = Relire le papier là où les deux saisies ne disent pas la même chose
desktop-command-sheets = Parcourir les fiches
desktop-command-sheets-tip = Flèches pour choisir une fiche, Entrée pour l’ouvrir
desktop-command-export = Exporter
desktop-command-export-tip = Écrire un tableau CSV ou Excel
desktop-command-palette = Toutes les commandes
desktop-command-palette-tip = Trouver une commande en tapant quelques lettres
desktop-command-settings = Réglages
desktop-command-settings-tip = Langue, thème, taille du texte
desktop-command-language = Switch to English
desktop-command-language-tip = Change la langue de la fenêtre
desktop-command-theme = Thème clair ou sombre
desktop-command-theme-tip = Passe de l’un à l’autre
desktop-command-larger = Texte plus grand
desktop-command-larger-tip = Jusqu’à 200 %
desktop-command-smaller = Texte plus petit
desktop-command-smaller-tip = Jusqu’à 80 %
desktop-command-normal = Texte de taille normale
desktop-command-normal-tip = 100 %
desktop-command-help = Aide et touches
desktop-command-help-tip = Toutes les touches de la saisie et de la fenêtre
desktop-command-back = Retour
desktop-command-back-tip = Quitte cet écran sans rien perdre
desktop-command-quit = Quitter Recto
desktop-command-quit-tip = Ferme la fenêtre ; tout est déjà enregistré

# The window's title
desktop-title-keying = Saisie
desktop-title-settling = Différences
desktop-title-sheet = Fiche
desktop-title-export = Export
desktop-title-settings = Réglages
desktop-title-help = Aide

# Keys as printed on keyboards
desktop-key-shift = Maj
desktop-key-escape = Échap
desktop-key-enter = Entrée
desktop-key-backspace = Retour arrière
desktop-key-digits = 0 à 9
desktop-key-up = Haut
desktop-key-down = Bas
desktop-key-shift-enter = Maj Entrée

# Common words
desktop-cancel = Annuler
desktop-start = Commencer
desktop-make = Créer
desktop-open = Ouvrir
desktop-save = Enregistrer
desktop-browse = Parcourir…
desktop-retry = Réessayer
desktop-close = Fermer
desktop-stop = Arrêter
desktop-saved = Enregistré
desktop-saving = Enregistrement…
desktop-back-short = retour
desktop-help-short = aide
desktop-percent = { $number } %

# Home
desktop-home-title = Recto
desktop-home-what = Des questionnaires papier à un tableau sûr : deux saisies, les différences relues sur le papier.
desktop-home-begin = Commencer
desktop-home-recent = Études récentes
desktop-home-empty = Rien d’ouvert jusqu’ici. Vos études apparaîtront ici.
desktop-home-empty-demo = Pour découvrir Recto, ouvrez l’étude de démonstration : 148 fiches déjà saisies deux fois.
desktop-home-forget = Entrée ouvre l’étude choisie, Suppr la retire de cette liste (le fichier reste).
desktop-home-drop = Ou déposez un fichier .recto sur la fenêtre.
desktop-home-offline = Hors ligne : rien ne quitte cet ordinateur.

# Palette
desktop-palette-field = Que voulez-vous faire ?
desktop-palette-nothing = Aucune commande ne porte ce nom. Effacez quelques lettres.

# Who
desktop-who-key = Qui saisit ?
desktop-who-operator = Votre nom
desktop-who-operator-remark = Les deux passes d’une fiche sont saisies par deux personnes. Personne ne voit la saisie de l’autre.
desktop-who-pass = Passe
desktop-who-settle = Qui relit le papier ?
desktop-who-supervisor = Nom du superviseur
desktop-who-supervisor-remark = Chaque décision garde le nom de qui l’a prise, et le moment.
desktop-who-empty = Tapez un nom : chaque saisie garde le sien.
desktop-pass-first = première
desktop-pass-second = seconde

# Paths
desktop-path-file = Chemin du fichier
desktop-path-folder = Chemin du dossier
desktop-path-waiting = Choisissez dans la fenêtre qui vient de s’ouvrir. Si rien ne s’est ouvert, tapez ou collez le chemin ici.
desktop-path-type = Tapez ou collez le chemin, ou parcourez les dossiers.
desktop-path-empty = Indiquez un chemin.
desktop-kind-study = Étude Recto
desktop-kind-questionnaire = Questionnaire
desktop-kind-export = Tableau
desktop-kind-folder = Dossier
desktop-demo-folder = Recto démonstration

# New study
desktop-new-remark = Une étude est un seul fichier : le questionnaire, les saisies, les décisions.
desktop-new-questionnaire = Questionnaire (fichier .toml)
desktop-new-questionnaire-empty = Choisissez le fichier du questionnaire.
desktop-new-file = Fichier de l’étude
desktop-new-file-empty = Choisissez où enregistrer l’étude.

# Overwriting
desktop-overwrite-title = Ce fichier existe déjà
desktop-overwrite = Le fichier « { $name } » existe dans { $folder }. Le remplacer ? L’ancien contenu sera perdu.
desktop-overwrite-do = Remplacer

# Settings
desktop-settings-language = Langue
desktop-settings-theme = Thème
desktop-theme-system = comme le système
desktop-theme-light = clair
desktop-theme-dark = sombre
desktop-settings-paper = Le papier reste blanc dans les deux thèmes.
desktop-settings-text-size = Taille du texte
desktop-settings-sample = Quels étaient vos besoins quand vous avez rencontré les médiateurs ?
desktop-settings-remembered = Ces réglages s’appliquent tout de suite et restent sur cet ordinateur.
desktop-settings-damaged = Les réglages étaient illisibles : Recto repart de zéro. L’ancien fichier est gardé : { $file }
desktop-settings-unkept = Ce réglage ne sera pas retenu au prochain démarrage : son fichier ne peut pas être écrit. Vos études n’en souffrent pas.

# Help
desktop-help-title = Aide : les touches
desktop-help-keying = Pendant la saisie
desktop-help-keying-remark = Tout se fait du pavé numérique. Les touches des réponses manquantes ( . / * - ici) sont celles que le questionnaire choisit.
desktop-help-window = Dans la fenêtre
desktop-help-window-remark = Les lettres et chiffres seuls agissent sur l’écran de l’étude.
desktop-keying-digits = le code de la case cochée ; on avance dès qu’aucun code plus long n’est possible
desktop-keying-enter = accepter et continuer ; sur un texte vide : rien d’écrit
desktop-keying-blank = case vide sur le papier (dans un nombre : la virgule)
desktop-keying-dont-know = ne sait pas
desktop-keying-refused = refus de répondre
desktop-keying-illegible = illisible, ou deux cases cochées
desktop-keying-repeat = comme sur la fiche précédente ; entre deux codes : séparer
desktop-keying-backspace = effacer ; dans une case vide : revenir à la question d’avant
desktop-keying-arrows = question précédente, suivante, sans rien changer
desktop-keying-go-to = aller à une question par son numéro
desktop-keying-keep = garder comme sur le papier malgré l’avertissement
desktop-keying-note = remarque sur cette question, pour le superviseur
desktop-keying-rest-blank = le reste de la page est vide
desktop-keying-line = aller à la ligne dans un texte
desktop-keying-pause = pause : la fiche reste en l’état, rien n’est perdu
desktop-keying-pick = quand les saisies sont visibles : prendre l’une, l’autre ou sa propre lecture

# The window itself
desktop-no-window = La fenêtre ne peut pas s’ouvrir sur cet ordinateur ({ $reasons }). Les commandes sans fenêtre marchent : recto --help

# Work
desktop-opening = Ouverture de { $name }…
desktop-creating = Création de { $name }…
desktop-making-demo = Création de l’étude de démonstration : 148 fiches sont saisies deux fois…
desktop-exporting = Écriture de l’export…
desktop-copying = Copie de l’étude…
desktop-copied = Copie enregistrée : { $path }
desktop-export-done = Export écrit : { $path }
desktop-demo-failed = La démonstration n’a pas pu être créée : { $detail } Rien d’autre n’a changé.
desktop-diagnostic = ligne { $line }, colonne { $column } : { $sentence }
desktop-not-saved = Pas enregistré
desktop-close-unsaved = Des réponses ne sont pas encore sur le disque. Réessayez, ou fermez encore une fois pour quitter sans elles.
desktop-no-file-manager = Le dossier ne peut pas être affiché : { $folder }
desktop-new-sheets = Les numéros de fiche attendus viennent du questionnaire (sheets).

# The study's screen
desktop-reading = Lecture de l’étude…
desktop-sheets = Les fiches
desktop-sheets-short = parcourir les fiches
desktop-sheets-empty = Aucune fiche saisie jusqu’ici. La première passe les fera apparaître.
desktop-state-to-key = à saisir
desktop-state-once = une saisie
desktop-state-twice = deux saisies
desktop-state-differences = différences
desktop-state-settled = réglée
desktop-state-missing = sautée
desktop-sheet-spoken = Fiche { $number } : { $state }
desktop-sheet-spoken-extra = Fiche { $number }, numéro non attendu : { $state }
desktop-pill-differences = À régler : { $count }
desktop-figure-twice = { $count ->
     [one] fiche saisie deux fois
    *[other] fiches saisies deux fois
    }
desktop-figure-twice-of = { $count ->
     [one] fiche saisie deux fois, sur { $expected }
    *[other] fiches saisies deux fois, sur { $expected }
    }
desktop-figure-open = { $count ->
     [one] question à régler
    *[other] questions à régler
    }
desktop-figure-missing = { $count ->
     [one] fiche sautée
    *[other] fiches sautées
    }
desktop-figure-once = { $count ->
     [one] fiche saisie une fois
    *[other] fiches saisies une fois
    }
desktop-figure-rate = différences pour 10 000 réponses
desktop-now-what = Et maintenant
desktop-next-settle = { $count ->
     [one] Une question attend que vous relisiez le papier.
    *[other] { $count } questions attendent que vous relisiez le papier.
    }
desktop-next-begin = Prenez la première fiche de la pile.
desktop-next-first = { $count ->
     [one] Il reste une fiche en première passe.
    *[other] Il reste { $count } fiches en première passe.
    }
desktop-next-second = { $count ->
     [one] Il reste une fiche en seconde passe, pour une autre personne.
    *[other] Il reste { $count } fiches en seconde passe, pour une autre personne.
    }
desktop-next-export = Tout est saisi et réglé.
desktop-to-know = À savoir
desktop-nothing-to-know = Rien à signaler.
desktop-and-more = { $count ->
     [one] et une autre
    *[other] et { $count } autres
    }
desktop-know-first-only = { $count ->
     [one] Saisie en première passe seulement :
    *[other] Saisies en première passe seulement :
    }
desktop-know-second-only = { $count ->
     [one] Saisie en seconde passe seulement :
    *[other] Saisies en seconde passe seulement :
    }
desktop-know-missing = { $count ->
     [one] Cette fiche a été sautée :
    *[other] Ces { $count } fiches ont été sautées :
    }
desktop-know-extra = { $count ->
     [one] Ce numéro n’est pas attendu :
    *[other] Ces numéros ne sont pas attendus :
    }
desktop-know-duplicates = { $count ->
     [one] Saisie plusieurs fois dans une même passe :
    *[other] Saisies plusieurs fois dans une même passe :
    }
desktop-know-unfinished-one = { $name } n’a pas fini cette fiche ({ $pass } passe) :
desktop-know-unfinished = { $count } fiches ne sont pas finies :
desktop-who-keyed = Qui a saisi quoi
desktop-who-keyed-nobody = Personne n’a fini de fiche jusqu’ici.
desktop-share-first = { $count ->
     [one] une fiche en première passe
    *[other] { $shown } fiches en première passe
    }
desktop-share-second = { $count ->
     [one] une en seconde passe
    *[other] { $shown } en seconde passe
    }

# Export
desktop-export-what = Que faut-il exporter ?
desktop-export-final = les réponses finales
desktop-export-first = la première saisie
desktop-export-second = la seconde saisie
desktop-export-resolutions = les décisions
desktop-export-journal = le journal
desktop-export-open = { $count ->
     [one] Une question n’est pas réglée. Sa case restera vide, et la colonne recto_open la nommera : Recto ne choisit pas à votre place.
    *[other] { $count } questions ne sont pas réglées. Leurs cases resteront vides, et la colonne recto_open les nommera : Recto ne choisit pas à votre place.
    }
desktop-export-profile = Pour qui ?
desktop-export-profile-full = pour l’équipe
desktop-export-profile-full-is = Tout ce qui a été saisi. À garder entre vous.
desktop-export-profile-funder = pour un financeur
desktop-export-profile-funder-is = Numéros au hasard, âges par tranches, textes seulement avec accord.
desktop-export-profile-public = pour le public
desktop-export-profile-public-is = Des effectifs seulement, petits nombres masqués (CSV ou classeur).
desktop-export-format = Sous quelle forme ?
desktop-export-format-xlsx = classeur Excel (.xlsx)
desktop-export-format-xlsx-is = Pour un financeur : données, dictionnaire, répartition, qualité de saisie.
desktop-export-format-csv = texte (.csv)
desktop-export-format-csv-is = Pour tout tableur ou logiciel : les réponses, une ligne par fiche.
desktop-export-format-dta = fichier Stata (.dta)
desktop-export-format-dta-is = Pour Stata et R : libellés, manquants et dates compris.
desktop-export-format-sav = fichier SPSS (.sav)
desktop-export-format-sav-is = Pour SPSS, PSPP et R : libellés, manquants et dates compris.
desktop-export-format-zip = paquet de données (.zip)
desktop-export-format-zip-is = Pour archiver ou publier : CSV décrits colonne par colonne.
desktop-export-format-html = dictionnaire à lire (.html)
desktop-export-format-html-is = À lire ou à imprimer : questions, codes, effectifs, qualité.
desktop-export-format-xml = dictionnaire pour archives (.xml)
desktop-export-format-xml-is = Le dictionnaire que demandent les archives de données (DDI).
desktop-export-choices = Plusieurs réponses
desktop-export-boxes = une colonne par case (0 ou 1)
desktop-export-one-column = une seule colonne de codes
desktop-export-repeats = Tableaux de lignes
desktop-export-lines = un fichier par tableau
desktop-export-columns = en colonnes
desktop-export-counting = Lecture des fiches…
desktop-export-writing = Écriture des lignes…
desktop-export-finishing = Mise en fichier…
desktop-export-beside = { $count ->
     [0] { $name } : aucune ligne.
     [one] { $name } : une ligne.
    *[other] { $name } : { $rows } lignes.
    }
desktop-export-preset = Nombres et dates
desktop-export-excel-fr = Excel français
desktop-export-open-data = données ouvertes
desktop-export-values = Réponses
desktop-export-codes = codes
desktop-export-labels = libellés
desktop-export-do = Exporter
desktop-export-written = { $name } est écrit
desktop-export-rows = { $count ->
     [one] Une ligne, sans compter les titres.
    *[other] { $rows } lignes, sans compter les titres.
    }
desktop-export-open-left = { $count ->
     [one] Une case est vide parce que sa différence n’est pas réglée.
    *[other] { $count } cases sont vides parce que leurs différences ne sont pas réglées.
    }
desktop-export-once-left = { $count ->
     [one] Une fiche saisie une seule fois n’y est pas.
    *[other] { $count } fiches saisies une seule fois n’y sont pas.
    }
desktop-export-unfinished-left = { $count ->
     [one] Une fiche non finie n’y est pas.
    *[other] { $count } fiches non finies n’y sont pas.
    }
desktop-export-show-folder = Ouvrir le dossier
