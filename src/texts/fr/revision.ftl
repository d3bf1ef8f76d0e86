study-change-renamed-variable = { $old } s’appelle désormais { $new } ; ses réponses suivent
study-change-removed-variable = { $variable } n’est plus posée ; ses réponses restent dans le journal et sortent des exports
study-change-retyped = { $variable } change de type ; ses réponses sont relues, celles qui ne peuvent l’être restent telles qu’écrites
study-change-mapped-choice = { $variable } : le code { $code } devient { $to } (« { $label } »)
study-change-removed-choice = { $variable } : le code { $code } disparaît ; les fiches qui le portent attendent un superviseur
study-change-mapped-missing = la réponse manquante { $old } devient { $new }
study-change-removed-lines = { $name } : de { $old } à { $new } lignes ; les dernières restent dans le journal

study-refusal-map-not-in-old = Fichier de correspondance : « { $name } » n’existe pas dans la version actuelle de l’étude. Vérifiez l’orthographe ; à gauche se place l’ancien nom.
study-refusal-map-not-in-new = Fichier de correspondance : « { $name } » n’existe pas dans le nouveau questionnaire. Vérifiez l’orthographe ; à droite se place le nouveau nom.
study-refusal-map-twice = Fichier de correspondance : deux anciennes questions deviendraient « { $name } ». Une seule peut y aller ; donnez un autre nom à l’autre, ou dites qu’on ne la pose plus ([removed] variables).
study-refusal-map-code-not-in-old = Fichier de correspondance : { $variable } n’avait pas de code « { $code } ». Vérifiez l’orthographe ; à gauche se place l’ancien code.
study-refusal-map-code-not-in-new = Fichier de correspondance : { $variable } n’a pas de code « { $code } » dans le nouveau questionnaire. Vérifiez l’orthographe ; à droite se place le nouveau code.
study-refusal-map-missing = Fichier de correspondance : pas de réponse manquante « { $name } ». Vérifiez l’orthographe.
study-refusal-map-idle = Fichier de correspondance : « { $name } » est à la fois renommé et supprimé. Gardez l’un des deux.

study-revise-bad-map = Le fichier de correspondance { $file } ne se lit pas. Rien n’a été modifié.
    { $detail }
study-revise-keyed = { $sheets ->
    [0] Aucune fiche n’a encore été saisie.
    [one] Une fiche déjà saisie garde ses réponses ; ce qui s’ajoute y vaudra « non posée ».
   *[other] Les { $sheets } fiches déjà saisies gardent leurs réponses ; ce qui s’ajoute y vaudra « non posée ».
}
