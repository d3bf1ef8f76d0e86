# study

study-error-missing = Le fichier { $path } n’existe pas. Il a peut-être été déplacé ou renommé : retrouvez-le, puis ouvrez-le de nouveau. Rien n’a été modifié.
study-error-exists = Le fichier { $path } existe déjà. Il a été laissé tel quel : choisissez un autre nom.
study-error-not-a-study = { $path } n’est pas une étude Recto. Le fichier a été laissé tel quel : choisissez un fichier « .recto ». S’il devait en être une, ouvrez une sauvegarde du dossier « recto-backups ».
study-error-newer = { $path } a été écrite par une version plus récente de Recto (format { $found }, ce programme connaît le format { $known }). L’étude a été laissée telle quelle : installez la dernière version de Recto, puis ouvrez-la de nouveau.
study-error-damaged = { $path } est abîmée et ne peut pas être lue entièrement. Rien n’y a été écrit. Gardez ce fichier, et ouvrez la sauvegarde la plus récente du dossier « recto-backups » à côté de lui. (Détail pour l’assistance : { $detail })
study-error-read-only = Recto ne peut pas écrire dans { $path } ni à côté. Tout ce qui était enregistré y est encore. Vérifiez que ni le fichier ni le dossier ne sont en lecture seule, ou copiez l’étude dans un dossier à vous.
study-error-disk-full = Il n’y a plus de place sur le disque de { $path }. Tout ce qui était marqué « enregistré » est gardé ; la suite attend. Libérez de la place, puis réessayez.
study-error-open-elsewhere = { $path } est déjà ouverte ailleurs : dans une autre fenêtre de Recto, dans un autre programme ou sur un autre ordinateur. Rien n’a été modifié : fermez-la là-bas, puis réessayez.
study-error-io = Le disque ou le système a refusé l’accès à { $path }. Tout ce qui était marqué « enregistré » est gardé. Vérifiez que le disque ou le réseau est bien branché, puis réessayez. (Détail pour l’assistance : { $detail })
study-error-same-operator = { $operator } a déjà fait la { $pass ->
    [first] première saisie
   *[second] seconde saisie
 } de la fiche { $number } : l’autre saisie doit être faite par une autre personne. Rien n’a été enregistré pour cette fiche : donnez-la à quelqu’un d’autre.
study-error-empty-name = Le nom de la personne est vide. Rien n’a été enregistré : écrivez un nom.
study-error-unknown-operator = Cette personne n’est pas dans l’étude. Rien n’a été enregistré : choisissez-la de nouveau par son nom.
study-error-unknown-questionnaire = L’étude ne contient pas de questionnaire « { $id } ». Rien n’a été modifié : vérifiez son identifiant.
study-error-questionnaire-held = L’étude contient déjà le questionnaire « { $id } ». Rien n’a été modifié : pour le changer, utilisez « recto revise ».
study-error-version-held = L’étude contient déjà une version « { $version } » du questionnaire « { $id } ». Rien n’a été modifié : donnez un autre nom à la nouvelle version, à la ligne « version » du fichier.
study-error-unreadable-questionnaire = La version « { $version } » du questionnaire « { $id } », gardée dans l’étude, ne peut pas être lue par ce programme. L’étude a été laissée telle quelle : installez la dernière version de Recto.
study-error-no-sheet-open = Aucune fiche n’est ouverte : la réponse n’a pas été enregistrée. Ouvrez d’abord une fiche par son numéro.
study-error-no-such-keying = Vous n’avez pas commencé la fiche { $number } : il n’y a rien à reprendre. Ouvrez-la comme une nouvelle fiche.

study-warning-synchronised = L’étude se trouve dans un dossier synchronisé par { $service }. Deux ordinateurs ne doivent pas y travailler en même temps ; mieux vaut la garder sur le disque de l’ordinateur et en déposer des copies.
study-warning-network = L’étude se trouve sur un partage réseau : un seul ordinateur peut l’ouvrir à la fois, et l’enregistrement est plus lent.
study-warning-no-backup = La sauvegarde datée n’a pas pu être faite. L’étude elle-même est ouverte et intacte ; faites-en une copie ailleurs. (Détail pour l’assistance : { $detail })
study-warning-clock = L’horloge de l’ordinateur est en retard sur la dernière saisie de l’étude. L’ordre des saisies reste juste, mais vérifiez la date et l’heure.

study-choose-unknown = L’étude ne contient pas de questionnaire « { $id } ». Elle contient : { $known }.
study-choose-which = L’étude contient plusieurs questionnaires : { $known }. Dites lequel avec « --questionnaire ».
study-questionnaire-unreadable = Le questionnaire { $path } ne peut pas être lu. Rien n’a été modifié. (Détail : { $detail })
study-questionnaire-faulty = Le questionnaire { $path } a { $errors ->
    [one] une erreur
   *[other] { $errors } erreurs
 } : rien n’a été modifié. Corrigez le fichier, puis recommencez.

study-new-done = Étude créée : { $path } (questionnaire « { $id } », version « { $version } »).

study-revise-same = La version « { $version } » est déjà celle de l’étude, mot pour mot : rien à ajouter.
study-revise-changes = Changements acceptés :
study-revise-refusals = Changements refusés :
study-revise-none = Aucun changement dans les questions : seule la version change de nom.
study-revise-added = La version « { $version } » du questionnaire « { $id } » a été ajoutée à l’étude. Les saisies déjà faites gardent leur version.
study-revise-refused = La version n’a pas été ajoutée et l’étude est inchangée. Corrigez le questionnaire ou le fichier de correspondance (« --map ») comme indiqué, puis recommencez.
study-revise-not-held = L’étude ne contient pas de questionnaire « { $id } » ; elle contient : { $known }. Rien n’a été modifié. Reprenez l’un de ces identifiants à la ligne « id », ou ajoutez ce questionnaire à l’étude avec « --add ».
study-revise-further = Le questionnaire « { $id } » a été ajouté à l’étude.

study-change-title = le titre
study-change-text = { $variable } : les textes
study-change-choice-text = { $variable } : le libellé du code { $code } (« { $old } » devient « { $new } ») ; le sens doit rester le même
study-change-layout = { $variable } : la place ou la forme sur la page
study-change-order = l’ordre des questions
study-change-filter = { $variable } : quand la question est posée
study-change-constraint = { $variable } : les valeurs admises
study-change-required = { $variable } : si une réponse est attendue
study-change-missing-here = { $variable } : les réponses manquantes admises
study-change-calculation = { $variable } : le calcul
study-change-protection = { $variable } : ce qu’elle révèle de la personne
study-change-added-choice = { $variable } : le code { $code } s’ajoute (« { $label } »)
study-change-added-variable = { $variable } s’ajoute ; sur les fiches déjà saisies, la question n’a pas été posée
study-change-added-missing = la réponse manquante { $name } s’ajoute
study-change-renamed-missing = la réponse manquante { $old } s’appelle désormais { $new }
study-change-added-lines = { $name } : de { $old } à { $new } lignes
study-change-check = le contrôle { $id }
study-change-indicator = l’indicateur { $id }
study-change-sheets = les numéros de fiches attendus
study-change-pages = la mise en page

study-refusal-renamed = { $old } s’appelle désormais { $new }, semble-t-il. Gardez l’ancien nom, ou dites-le dans un fichier de correspondance, section [variables] : { $old } = "{ $new }".
study-refusal-removed = { $variable } n’est plus là : les réponses déjà saisies perdraient leur question. Gardez-la ; ou dites dans un fichier de correspondance son nouveau nom ([variables] { $variable } = "…"), ou qu’on ne la pose plus ([removed] variables = ["{ $variable }"]).
study-refusal-kind = { $variable } change de type. Gardez l’ancien type et ajoutez une question d’un autre nom ; ou faites relire les réponses sous le nouveau type, dans un fichier de correspondance : types = ["{ $variable }"].
study-refusal-moved = { $variable } entre dans un tableau ou en sort : ses réponses changeraient de place. Laissez-la où elle était, et ajoutez une question d’un autre nom.
study-refusal-fewer-lines = { $name } a moins de lignes qu’avant ({ $new } au lieu de { $old }) : les réponses des dernières lignes n’auraient plus de place. Gardez { $old } lignes, ou renoncez aux dernières dans un fichier de correspondance : [removed] lines = ["{ $name }"].
study-refusal-removed-choice = { $variable } : le code { $code } n’est plus là, alors que des fiches peuvent le porter. Gardez-le ; ou dites dans un fichier de correspondance le code qui le remplace ([codes.{ $variable }] "{ $code }" = "…"), ou qu’il est supprimé ([removed.codes] { $variable } = ["{ $code }"]).
study-refusal-choice-meaning = { $variable } : le code { $code } voulait dire « { $old } » et voudrait dire « { $new } ». Gardez l’ancien libellé ; ou dites dans un fichier de correspondance quel code le remplace, ou qu’il veut dire la même chose : [codes.{ $variable }] "{ $code }" = "{ $code }".
study-refusal-missing = La réponse manquante { $name } n’est plus là ou change de sens. Gardez-la telle quelle, ou dites dans un fichier de correspondance laquelle la remplace : [missing] { $name } = "…".
study-refusal-number = Le numéro de fiche change de question ou de forme : les fiches déjà saisies ne se retrouveraient plus. Gardez-le tel quel.

study-status-title = { $questionnaire }, version { $version }
study-status-expected = Fiches attendues : { $count }
study-status-not-keyed = Pas encore saisies : { $count }
study-status-once = Saisies une fois : { $count }
study-status-twice = Saisies deux fois : { $count }
study-status-unfinished = Commencées, pas finies : { $count }
study-status-differences = Avec des différences à trancher : { $count }
study-status-settled = Réglées : { $count }
study-status-open = Différences à trancher : { $count }
study-status-missing = Manquantes : { $numbers }
study-status-missing-first = Sans première saisie : { $numbers }
study-status-missing-second = Sans seconde saisie : { $numbers }
study-status-extra = Numéros inattendus : { $numbers }
study-status-duplicates = Saisies en double dans une même passe : { $numbers }
study-status-operator = { $name } : { $first ->
    [one] { $first } fiche
   *[other] { $first } fiches
 } en première saisie, { $second ->
    [one] { $second } fiche
   *[other] { $second } fiches
 } en seconde

# Effacement
study-error-erased = La fiche { $number } a été effacée de cette étude : rien ne peut plus être saisi ni repris sous ce numéro. Si la personne a répondu de nouveau, donnez un nouveau numéro au papier.
study-error-no-such-sheet = L’étude ne contient aucune fiche { $number }. Rien n’a été effacé. Vérifiez le numéro, lettre de contrôle comprise (les numéros saisis sont sur l’écran de l’étude, et dans « recto status »).
study-error-no-reason = Un effacement ne se fait pas sans motif. Rien n’a été effacé. Écrivez le motif, par exemple --reason "demande de la personne".
study-error-unclassified = On ne sait pas ce que ces variables révèlent de la personne : { $variables }. Rien n’a été fait. Dans le fichier du questionnaire, ajoutez à chacune privacy = "plain", "sensitive", "identifying", "free_text" ou "consent", changez la version, puis lancez « recto revise ».
study-error-retention-unknown = Aucune date de fin de conservation n’est fixée dans l’étude. Rien n’a été effacé. Fixez-la avec « recto protect ÉTUDE --operator NOM --retention AAAA-MM-JJ ».
study-error-retention-runs = Le contenu identifiant est conservé jusqu’au { $until }. Rien n’a été effacé. Attendez cette date, ou changez-la avec « recto protect ».
study-warning-erasure = Un effacement commencé n’a pas pu être terminé ({ $detail }). L’étude elle-même ne montre plus rien de ce qui est effacé, mais une sauvegarde peut encore le contenir. Vérifiez que le dossier « recto-backups » n’est pas protégé, puis rouvrez l’étude.
study-status-erased = Effacées : { $numbers }
study-warning-foreign-log = À côté de l’étude se trouvait le journal d’un autre fichier du même nom. Il n’a pas été mêlé à l’étude ; il est gardé dans { $file }.
