# package: what a data package says about itself

package-files = Fichiers
package-rows = { $rows ->
    [0] aucune ligne
    [one] une ligne
   *[other] { $rows } lignes
}
package-description = description de chaque colonne : type, question, codes, manquants, clés (Frictionless Data Package v2)
package-empty = Non concerné, case vide dans un fichier importé, ou écart encore ouvert (alors nommé dans recto_open)
package-see-written = Voir la colonne _txt
package-format = CSV en UTF-8 : virgule, point décimal, dates ISO, fins de ligne CRLF. Les textes sont exactement ceux du papier ; un texte qui commence par = reste tel quel : ouvrez ces fichiers avec un programme d’analyse plutôt qu’avec un tableur.
package-boxes = Une question à plusieurs réponses a une colonne par case : 1 cochée, 0 non cochée.
package-written = Une colonne _txt garde tel qu’écrit ce que sa colonne ne peut pas contenir : date en partie illisible, code inconnu. La colonne dit alors recto:txt.
package-tokens = Dans une colonne dont un texte est lui-même le nom d’un code manquant (NR), les codes manquants s’écrivent recto:NR. datapackage.json les donne colonne par colonne.
package-least = Plus petite valeur
package-most = Plus grande valeur
package-mean = Moyenne
