<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en_GB">
<context>
    <name>AboutScreen</name>
    <message>
        <source>Copy for a report</source>
        <translation>Copier pour un signalement</translation>
    </message>
    <message>
        <source>What to name when you ask for help.</source>
        <translation>Ce qu’il faut citer quand vous demandez de l’aide.</translation>
    </message>
    <message>
        <source>Built on</source>
        <translation>Construit avec</translation>
    </message>
    <message>
        <source>About this program</source>
        <translation>À propos du programme</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Fonctionne sur</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Vault</source>
        <translation>Coffre</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>Poste de travail</translation>
    </message>
    <message>
        <source>Head office</source>
        <translation>Centrale</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Empreinte</translation>
    </message>
    <message>
        <source>Compare it with the one that head office gave you by another way.</source>
        <translation>Comparez-la à celle que la centrale vous a donnée par une autre voie.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copié.</translation>
    </message>
</context>
<context>
    <name>AlarmsScreen</name>
    <message>
        <source>Alarms</source>
        <translation>Alarmes</translation>
    </message>
    <message>
        <source>No alarm stands.</source>
        <translation>Aucune alarme en cours.</translation>
    </message>
    <message>
        <source>Nothing you wrote is lost. Tell your system officer what stands here; go on working meanwhile.</source>
        <translation>Rien de ce que vous avez écrit n’est perdu. Signalez à votre officier système ce qui figure ici&#x202f;; continuez à travailler en attendant.</translation>
    </message>
</context>
<context>
    <name>BinScreen</name>
    <message>
        <source>Bin</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>The bin is empty.</source>
        <translation>La corbeille est vide.</translation>
    </message>
    <message>
        <source>Any type</source>
        <translation>Tous les types</translation>
    </message>
    <message>
        <source>Take out of the bin</source>
        <translation>Sortir de la corbeille</translation>
    </message>
    <message>
        <source>Nothing here is lost. Open a record to take it out again, or select several.</source>
        <translation>Rien n’est perdu ici. Ouvrez une fiche pour la reprendre, ou choisissez-en plusieurs.</translation>
    </message>
    <message>
        <source>Title or reference</source>
        <translation>Intitulé ou référence</translation>
    </message>
    <message>
        <source>Nothing in the bin matches.</source>
        <translation>Rien dans la corbeille ne correspond.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n fiche</numerusform>
            <numerusform>%n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>the newest {shown} of {all}</source>
        <translation>les {shown} plus récentes sur {all}</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n choisie</numerusform>
            <numerusform>%n choisies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BusyLine</name>
    <message>
        <source>Work under way</source>
        <translation>Travail en cours</translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>Type to search</source>
        <translation>Tapez pour chercher</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search among: {field}</source>
        <translation>Rechercher parmi&#xa0;: {field}</translation>
    </message>
    <message>
        <source>Nothing filled in</source>
        <translation>Rien de renseigné</translation>
    </message>
</context>
<context>
    <name>ColumnMenu</name>
    <message>
        <source>Columns of the list</source>
        <translation>Colonnes de la liste</translation>
    </message>
    <message>
        <source>Usual columns</source>
        <translation>Colonnes habituelles</translation>
    </message>
</context>
<context>
    <name>ColumnsPanel</name>
    <message>
        <source>Columns of the table</source>
        <translation>Colonnes du tableau</translation>
    </message>
    <message>
        <source>Each column, its first values, and the field that it fills.</source>
        <translation>Chaque colonne, ses premières valeurs et le champ qu’elle remplit.</translation>
    </message>
    <message>
        <source>Field for the column {name}</source>
        <translation>Champ pour la colonne {name}</translation>
    </message>
</context>
<context>
    <name>ConflictStrip</name>
    <message>
        <source>Two versions of “{field}”</source>
        <translation>Deux versions de «&#xa0;{field}&#xa0;»</translation>
    </message>
    <message>
        <source>Several versions of “{field}”</source>
        <translation>Plusieurs versions de «&#xa0;{field}&#xa0;»</translation>
    </message>
    <message>
        <source>Write another</source>
        <translation>En écrire une autre</translation>
    </message>
    <message>
        <source>another laptop</source>
        <translation>un autre poste de travail</translation>
    </message>
    <message>
        <source>Take this one</source>
        <translation>Retenir celle-ci</translation>
    </message>
    <message>
        <source>Take the version of {author}</source>
        <translation>Retenir la version de {author}</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(vide)</translation>
    </message>
</context>
<context>
    <name>ConflictsScreen</name>
    <message>
        <source>Two people wrote the same field without knowing of each other. Both versions are kept until you choose; the rest goes on.</source>
        <translation>Deux personnes ont rempli le même champ sans le savoir. Les deux versions sont gardées jusqu’à votre choix&#x202f;; le reste suit son cours.</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Conflits de versions</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sans intitulé</translation>
    </message>
    <message>
        <source>No choice is waiting.</source>
        <translation>Aucun choix en attente.</translation>
    </message>
    <message numerus="yes">
        <source>%n more follow(s) once these are made</source>
        <translation>
            <numerusform>%n autre suivra une fois ceux-ci faits</numerusform>
            <numerusform>%n autres suivront une fois ceux-ci faits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionScreen</name>
    <message>
        <source>Spaces on this laptop</source>
        <translation>Espaces sur ce poste de travail</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>No file chosen</source>
        <translation>Aucun fichier choisi</translation>
    </message>
    <message>
        <source>Six words, separated by spaces</source>
        <translation>Six mots, séparés par des espaces</translation>
    </message>
    <message>
        <source>Six words</source>
        <translation>Six mots</translation>
    </message>
    <message>
        <source>Join head office</source>
        <translation>Rejoindre la centrale</translation>
    </message>
    <message>
        <source>Head office</source>
        <translation>Centrale</translation>
    </message>
    <message>
        <source>Everything you write is sealed on this laptop before it leaves; head office&apos;s server cannot read it.</source>
        <translation>Tout ce que vous écrivez est scellé sur ce poste avant de partir&#x202f;; le serveur de la centrale ne peut pas le lire.</translation>
    </message>
    <message>
        <source>Choose the invitation file…</source>
        <translation>Choisir le fichier d’invitation…</translation>
    </message>
    <message>
        <source>To join, head office gives you a file and, by another way, six words.</source>
        <translation>Pour la rejoindre, la centrale vous remet un fichier et, par une autre voie, six mots.</translation>
    </message>
    <message>
        <source>{name}, {post}, on laptop {letter}. Head office: {office}.</source>
        <translation>{name}, {post}, poste de travail {letter}. Centrale&#xa0;: {office}.</translation>
    </message>
    <message>
        <source>This laptop works alone. What you write stays here, encrypted, and follows once you have joined.</source>
        <translation>Ce poste travaille seul. Ce que vous écrivez reste ici, chiffré, et suivra dès que vous aurez rejoint la centrale.</translation>
    </message>
    <message>
        <source>The line budget of this session is used up. Until the desk is unlocked anew, only urgent changes leave by themselves.</source>
        <translation>Le volume prévu pour cette session est épuisé. Jusqu’au prochain déverrouillage, seules les modifications urgentes partent d’elles-mêmes.</translation>
    </message>
    <message>
        <source>The line budget of the day is used up. Until midnight UTC, only urgent changes leave by themselves.</source>
        <translation>Le volume prévu pour la journée est épuisé. Jusqu’à minuit UTC, seules les modifications urgentes partent d’elles-mêmes.</translation>
    </message>
    <message>
        <source>You pay this line by volume: only urgent changes leave by themselves.</source>
        <translation>Vous payez cette liaison au volume&#xa0;: seules les modifications urgentes partent d’elles-mêmes.</translation>
    </message>
    <message>
        <source>Everything else waits here, safe. “Sync now” exchanges a little all the same; the settings say how much the line may carry.</source>
        <translation>Tout le reste attend ici, en sûreté. «&#xa0;Synchroniser&#xa0;» échange quand même un peu&#xa0;; les réglages disent ce que la liaison peut porter.</translation>
    </message>
    <message>
        <source>home of the post</source>
        <translation>espace du poste</translation>
    </message>
    <message>
        <source>shared with the whole network</source>
        <translation>partagé avec tout le réseau</translation>
    </message>
    <message>
        <source>yours alone</source>
        <translation>à vous seul</translation>
    </message>
    <message>
        <source>named members only</source>
        <translation>membres désignés seulement</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>lecture seule</translation>
    </message>
    <message>
        <source>as of {when}</source>
        <translation>au {when}</translation>
    </message>
    <message>
        <source>Personal space</source>
        <translation>Espace personnel</translation>
    </message>
    <message>
        <source>Choose the invitation file</source>
        <translation>Choisir le fichier d’invitation</translation>
    </message>
</context>
<context>
    <name>Copies</name>
    <message>
        <source>Save a copy, in clear</source>
        <translation>Enregistrer une copie, en clair</translation>
    </message>
    <message>
        <source>Saving a copy</source>
        <translation>Enregistrement d’une copie</translation>
    </message>
    <message>
        <source>Saved, in clear: {name}. Delete the copy when you no longer need it.</source>
        <translation>Enregistré, en clair&#xa0;: {name}. Effacez la copie dès que vous n’en avez plus besoin.</translation>
    </message>
    <message>
        <source>Other users of this computer can enter this folder; the copy itself only you can read. A folder of your own (0700) is safer.</source>
        <translation>D’autres utilisateurs de cet ordinateur peuvent entrer dans ce dossier&#xa0;; la copie elle-même n’est lisible que par vous. Un dossier à vous seul (0700) est plus sûr.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>A fault in the program</source>
        <translation>Défaut du programme</translation>
    </message>
    <message>
        <source>Report of the fault</source>
        <translation>Rapport du défaut</translation>
    </message>
    <message>
        <source>Lock and start again</source>
        <translation>Verrouiller et redémarrer</translation>
    </message>
    <message>
        <source>Carry on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>The program made a mistake of its own. What you saved is safe, and what you typed is kept as an encrypted draft. The report below holds no content of your records: send it to your system officer.</source>
        <translation>Le programme s’est trompé. Ce qui est enregistré est à l’abri et ce que vous avez tapé est gardé en brouillon chiffré. Le rapport ci-dessous ne contient rien de vos fiches&#xa0;: envoyez-le à votre officier système.</translation>
    </message>
    <message>
        <source>Something went wrong in the program</source>
        <translation>Un défaut est survenu dans le programme</translation>
    </message>
</context>
<context>
    <name>DeadlineLine</name>
    <message>
        <source>{name}: {distance}</source>
        <translation>{name}&#xa0;: {distance}</translation>
    </message>
</context>
<context>
    <name>Element</name>
    <message>
        <source>Take this element out</source>
        <translation>Retirer cet élément</translation>
    </message>
    <message>
        <source>new, not filled in yet</source>
        <translation>nouveau, encore vide</translation>
    </message>
</context>
<context>
    <name>EmptyList</name>
    <message>
        <source>Make the first one</source>
        <translation>Créer la première fiche</translation>
    </message>
    <message>
        <source>Show all records</source>
        <translation>Afficher toutes les fiches</translation>
    </message>
    <message>
        <source>Nothing matches this filter.</source>
        <translation>Rien ne correspond à ce filtre.</translation>
    </message>
</context>
<context>
    <name>EntranceWindow</name>
    <message>
        <source>ASI Desktop</source>
        <translation>ASI Desktop</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Étape {step} sur {steps}</translation>
    </message>
</context>
<context>
    <name>FileRow</name>
    <message>
        <source>Save a copy…</source>
        <translation>Enregistrer une copie…</translation>
    </message>
    <message>
        <source>Save a copy of {name}</source>
        <translation>Enregistrer une copie de {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Retirer {name}</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>Ouvrir {name}</translation>
    </message>
    <message>
        <source>content not on this laptop</source>
        <translation>contenu absent de ce poste</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Légende</translation>
    </message>
    <message>
        <source>Caption of {name}</source>
        <translation>Légende de {name}</translation>
    </message>
</context>
<context>
    <name>FilesPanel</name>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Ajouter des fichiers…</translation>
    </message>
    <message>
        <source>Drop files here, or paste with Ctrl+V.</source>
        <translation>Déposez des fichiers ici, ou collez avec Ctrl+V.</translation>
    </message>
    <message>
        <source>This record has no file yet.</source>
        <translation>Cette fiche n’a pas encore de fichier.</translation>
    </message>
    <message>
        <source>Add files to this record</source>
        <translation>Ajouter des fichiers à cette fiche</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Image collée</translation>
    </message>
    <message>
        <source>Adding a file</source>
        <translation>Ajout d’un fichier</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Removed: {name}.</source>
        <translation>Retiré&#xa0;: {name}.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Filtrer</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Tout retirer</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Take away the filter {filter}</source>
        <translation>Retirer le filtre {filter}</translation>
    </message>
</context>
<context>
    <name>FilterSheet</name>
    <message>
        <source>What to filter by</source>
        <translation>Critère du filtre</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrer</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiée</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Sept derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Trente derniers jours</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Next 7 days</source>
        <translation>Sept prochains jours</translation>
    </message>
    <message>
        <source>Next 30 days</source>
        <translation>Trente prochains jours</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>nothing filled in</source>
        <translation>rien de renseigné</translation>
    </message>
    <message>
        <source>made on this laptop</source>
        <translation>créée sur ce poste</translation>
    </message>
    <message>
        <source>from {since}</source>
        <translation>à partir du {since}</translation>
    </message>
    <message>
        <source>until {until}</source>
        <translation>jusqu’au {until}</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>du {since} au {until}</translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>How the desk works</source>
        <translation>Comment fonctionne le bureau</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Premiers pas</translation>
    </message>
    <message>
        <source>Words of sync</source>
        <translation>Mots de la synchronisation</translation>
    </message>
    <message>
        <source>Two officers</source>
        <translation>Deux officiers</translation>
    </message>
    <message>
        <source>Passphrase lost</source>
        <translation>Phrase de passe perdue</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Changes of</source>
        <translation>Modifications de</translation>
    </message>
    <message>
        <source>Show older saves</source>
        <translation>Voir les versions antérieures</translation>
    </message>
    <message>
        <source>All fields</source>
        <translation>Tous les champs</translation>
    </message>
    <message numerus="yes">
        <source>Show older saves (%n more)</source>
        <translation>
            <numerusform>Voir les versions antérieures (encore %n)</numerusform>
            <numerusform>Voir les versions antérieures (encore %n)</numerusform>
        </translation>
    </message>
    <message>
        <source>this laptop</source>
        <translation>ce poste de travail</translation>
    </message>
    <message>
        <source>another laptop</source>
        <translation>un autre poste de travail</translation>
    </message>
    <message>
        <source>at head office</source>
        <translation>à la centrale</translation>
    </message>
    <message>
        <source>not at head office yet</source>
        <translation>pas encore à la centrale</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(vide)</translation>
    </message>
    <message>
        <source>before: {text}</source>
        <translation>avant&#xa0;: {text}</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Put back: {field}, {value}</source>
        <translation>Reprendre&#xa0;: {field}, {value}</translation>
    </message>
    <message>
        <source>Write this value again</source>
        <translation>Inscrire de nouveau cette valeur</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>present</source>
        <translation>présente</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>retirée</translation>
    </message>
    <message>
        <source>without {code}</source>
        <translation>sans {code}</translation>
    </message>
</context>
<context>
    <name>ImportScreen</name>
    <message>
        <source>No file chosen</source>
        <translation>Aucun fichier choisi</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Colonnes…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>Enregistrer le compte rendu…</translation>
    </message>
    <message>
        <source>Contacts from other programs (vCard, CSV, LDIF), messages (EML) and records of other laptops. Everything is shown before anything is written.</source>
        <translation>Contacts d’autres logiciels (vCard, CSV, LDIF), messages (EML) et fiches d’autres postes. Tout est montré avant d’être écrit.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Import en cours</translation>
    </message>
    <message>
        <source>Undoing the import</source>
        <translation>Annulation de l’import</translation>
    </message>
    <message>
        <source>The report is in {file}; it holds names.</source>
        <translation>Le compte rendu est dans {file}&#xa0;; il contient des noms.</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Choisir un fichier</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Enregistrer le compte rendu</translation>
    </message>
    <message>
        <source>Reading the document</source>
        <translation>Lecture du document</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Annuler l’import</translation>
    </message>
    <message numerus="yes">
        <source>The import is undone: %n record(s)</source>
        <translation>
            <numerusform>L’import est annulé&#xa0;: %n fiche</numerusform>
            <numerusform>L’import est annulé&#xa0;: %n fiches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n record(s)</source>
        <translation>
            <numerusform>Importer %n fiche</numerusform>
            <numerusform>Importer %n fiches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportSummary</name>
    <message>
        <source>Choose a file, or drop one here.</source>
        <translation>Choisissez un fichier, ou déposez-en un ici.</translation>
    </message>
    <message>
        <source>Nothing in it.</source>
        <translation>Rien dedans.</translation>
    </message>
    <message numerus="yes">
        <source>%n new organisation(s): {names}</source>
        <translation>
            <numerusform>%n nouvel organisme&#xa0;: {names}</numerusform>
            <numerusform>%n nouveaux organismes&#xa0;: {names}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n detail(s) find no field; the table tells which.</source>
        <translation>
            <numerusform>%n détail ne trouve pas de champ&#xa0;; le tableau dit lequel.</numerusform>
            <numerusform>%n détails ne trouvent pas de champ&#xa0;; le tableau dit lesquels.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JoinPage</name>
    <message>
        <source>Head office gives a file and, by another way, six words. You may also work alone and join later.</source>
        <translation>La centrale remet un fichier et, par une autre voie, six mots. Vous pouvez aussi travailler seul et la rejoindre plus tard.</translation>
    </message>
    <message>
        <source>Join head office</source>
        <translation>Rejoindre la centrale</translation>
    </message>
    <message>
        <source>No file chosen</source>
        <translation>Aucun fichier choisi</translation>
    </message>
    <message>
        <source>Choose the invitation file…</source>
        <translation>Choisir le fichier d’invitation…</translation>
    </message>
    <message>
        <source>Six words</source>
        <translation>Six mots</translation>
    </message>
    <message>
        <source>Six words, separated by spaces</source>
        <translation>Six mots, séparés par des espaces</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Work alone for now</source>
        <translation>Travailler seul pour l’instant</translation>
    </message>
    <message>
        <source>Choose the invitation file</source>
        <translation>Choisir le fichier d’invitation</translation>
    </message>
    <message>
        <source>Joining head office…</source>
        <translation>Connexion à la centrale…</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Down, up</source>
        <translation>Descendre, monter</translation>
    </message>
    <message>
        <source>Open what is marked</source>
        <translation>Ouvrir la ligne choisie</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Close, go back</source>
        <translation>Fermer, revenir</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>Mettre à la corbeille</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>Take the first or second version</source>
        <translation>Retenir la première ou la seconde version</translation>
    </message>
    <message>
        <source>Write another version</source>
        <translation>Écrire une autre version</translation>
    </message>
    <message>
        <source>Keys of this screen</source>
        <translation>Touches de cet écran</translation>
    </message>
</context>
<context>
    <name>LineEditor</name>
    <message>
        <source>27/11/2026</source>
        <translation>27/11/2026</translation>
    </message>
    <message>
        <source>2026, 11/2026 or 27/11/2026</source>
        <translation>2026, 11/2026 ou 27/11/2026</translation>
    </message>
    <message>
        <source>name@example.org</source>
        <translation>nom@exemple.org</translation>
    </message>
    <message>
        <source>1250.00 EUR</source>
        <translation>1250,00 EUR</translation>
    </message>
    <message>
        <source>latitude, longitude</source>
        <translation>latitude, longitude</translation>
    </message>
</context>
<context>
    <name>LinksPanel</name>
    <message>
        <source>Links</source>
        <translation>Liens</translation>
    </message>
    <message>
        <source>Kind of link</source>
        <translation>Nature du lien</translation>
    </message>
    <message>
        <source>Find the record to link…</source>
        <translation>Chercher la fiche à lier…</translation>
    </message>
    <message>
        <source>Records found</source>
        <translation>Fiches trouvées</translation>
    </message>
    <message>
        <source>No record found.</source>
        <translation>Aucune fiche trouvée.</translation>
    </message>
    <message>
        <source>Referred to by</source>
        <translation>Citée par</translation>
    </message>
    <message>
        <source>Linked records</source>
        <translation>Fiches liées</translation>
    </message>
    <message>
        <source>This record names no other yet.</source>
        <translation>Cette fiche n’en cite pas encore d’autre.</translation>
    </message>
    <message>
        <source>Remove this link</source>
        <translation>Retirer ce lien</translation>
    </message>
    <message numerus="yes">
        <source>%n more record(s) refer to it</source>
        <translation>
            <numerusform>%n autre fiche la cite</numerusform>
            <numerusform>%n autres fiches la citent</numerusform>
        </translation>
    </message>
    <message>
        <source>Not received yet</source>
        <translation>Pas encore reçue</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sans titre</translation>
    </message>
</context>
<context>
    <name>ListActs</name>
    <message numerus="yes">
        <source>Move %n record(s) to the bin?</source>
        <translation>
            <numerusform>Mettre %n fiche à la corbeille&#xa0;?</numerusform>
            <numerusform>Mettre %n fiches à la corbeille&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>Mettre à la corbeille</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) taken out of the bin.</source>
        <translation>
            <numerusform>%n fiche reprise de la corbeille.</numerusform>
            <numerusform>%n fiches reprises de la corbeille.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{step}: %n record(s).</source>
        <translation>
            <numerusform>{step}&#xa0;: %n fiche.</numerusform>
            <numerusform>{step}&#xa0;: %n fiches.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{field} changed in %n record(s).</source>
        <translation>
            <numerusform>{field}&#xa0;: %n fiche modifiée.</numerusform>
            <numerusform>{field}&#xa0;: %n fiches modifiées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) changed again.</source>
        <translation>
            <numerusform>%n fiche modifiée de nouveau.</numerusform>
            <numerusform>%n fiches modifiées de nouveau.</numerusform>
        </translation>
    </message>
    <message>
        <source>No step is possible</source>
        <translation>Aucune étape possible</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vider</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) moved to the bin.</source>
        <translation>
            <numerusform>%n fiche mise à la corbeille.</numerusform>
            <numerusform>%n fiches mises à la corbeille.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n fiche</numerusform>
            <numerusform>%n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) as before.</source>
        <translation>
            <numerusform>%n fiche remise en l’état.</numerusform>
            <numerusform>%n fiches remises en l’état.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) left as they were.</source>
        <translation>
            <numerusform>%n fiche inchangée.</numerusform>
            <numerusform>%n fiches inchangées.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>“{title}” is in the bin.</source>
        <translation>«&#xa0;{title}&#xa0;» est à la corbeille.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Chercher partout</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>Quick note</source>
        <translation>Note rapide</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Sync with head office now</source>
        <translation>Synchroniser avec la centrale</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Keys of this screen</source>
        <translation>Touches de cet écran</translation>
    </message>
    <message>
        <source>How the desk works</source>
        <translation>Comment fonctionne le bureau</translation>
    </message>
    <message>
        <source>About this program</source>
        <translation>À propos du programme</translation>
    </message>
    <message>
        <source>Lock the desk</source>
        <translation>Verrouiller</translation>
    </message>
    <message>
        <source>New: {type}</source>
        <translation>Créer&#xa0;: {type}</translation>
    </message>
    <message>
        <source>Go to {screen}</source>
        <translation>Aller à&#xa0;: {screen}</translation>
    </message>
</context>
<context>
    <name>MarkingStrip</name>
    <message>
        <source>No marking</source>
        <translation>Sans marquage</translation>
    </message>
    <message>
        <source>Marking: {words}</source>
        <translation>Marquage&#xa0;: {words}</translation>
    </message>
</context>
<context>
    <name>MomentEditor</name>
    <message>
        <source>27/11/2026 17:42</source>
        <translation>27/11/2026 17:42</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>just now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>in {span}</source>
        <translation>dans {span}</translation>
    </message>
    <message>
        <source>overdue by {span}</source>
        <translation>en retard de {span}</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>demain</translation>
    </message>
    <message>
        <source>today</source>
        <translation>aujourd’hui</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02d}</source>
        <translation>{hours} h {minutes:02d}</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>il y a %n min</numerusform>
            <numerusform>il y a %n min</numerusform>
        </translation>
    </message>
    <message>
        <source>post</source>
        <translation>poste</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>hier {time}</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Screens</source>
        <translation>Écrans</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>Random words offered</source>
        <translation>Mots tirés au sort</translation>
    </message>
    <message>
        <source>Other words</source>
        <translation>D’autres mots</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Nouvelle phrase de passe</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>La même, une seconde fois</translation>
    </message>
    <message>
        <source>Words drawn at random are easy to keep and hard to guess. Write these down for the first days:</source>
        <translation>Des mots tirés au sort se retiennent bien et se devinent mal. Notez ceux-ci pour les premiers jours&#xa0;:</translation>
    </message>
    <message>
        <source>At least six words, or fourteen characters. It never expires.</source>
        <translation>Six mots au moins, ou quatorze caractères. Elle n’expire jamais.</translation>
    </message>
    <message>
        <source>Strong enough. Type it once more.</source>
        <translation>Assez solide. Tapez-la une seconde fois.</translation>
    </message>
    <message>
        <source>The two lines differ.</source>
        <translation>Les deux lignes diffèrent.</translation>
    </message>
    <message>
        <source>Strong enough, and both lines agree.</source>
        <translation>Assez solide, et les deux lignes concordent.</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Close this line</source>
        <translation>Fermer cette ligne</translation>
    </message>
</context>
<context>
    <name>PaperWindow</name>
    <message>
        <source>ASI Desktop: print</source>
        <translation>ASI Desktop&#xa0;: impression</translation>
    </message>
    <message>
        <source>With private notes</source>
        <translation>Avec les notes personnelles</translation>
    </message>
    <message>
        <source>With sources</source>
        <translation>Avec les sources</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimer…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Enregistrer en PDF…</translation>
    </message>
    <message>
        <source>The pages as they will be printed</source>
        <translation>Les pages telles qu’elles seront imprimées</translation>
    </message>
    <message>
        <source>What is printed or saved leaves the encrypted desk: mind the marking.</source>
        <translation>Ce qui est imprimé ou enregistré quitte le bureau chiffré&#xa0;: respectez le marquage.</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message>
        <source>ASI Desktop</source>
        <translation>ASI Desktop</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>Envoyé à l’imprimante.</translation>
    </message>
    <message>
        <source>Saved as {file}. This copy is not encrypted: delete it when it has served.</source>
        <translation>Enregistré sous {file}. Cette copie n’est pas chiffrée&#xa0;: supprimez-la quand elle aura servi.</translation>
    </message>
</context>
<context>
    <name>PassphraseEdit</name>
    <message>
        <source>Show what is typed</source>
        <translation>Montrer ce qui est tapé</translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>It is the only key of this laptop. Nobody can reset it from afar, head office included.</source>
        <translation>C’est la seule clé de ce poste. Personne ne peut la rétablir à distance, pas même la centrale.</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Choisissez une phrase de passe</translation>
    </message>
    <message>
        <source>Make the encrypted desk</source>
        <translation>Créer le bureau chiffré</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Making the encrypted desk…</source>
        <translation>Création du bureau chiffré…</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>Line</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Known already as</source>
        <translation>Déjà connu sous</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>Non repris</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>What becomes of each line</source>
        <translation>Ce que devient chaque ligne</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>How far it is</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} sur {total}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>encore {time} environ</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>arrêt en cours…</translation>
    </message>
</context>
<context>
    <name>ProseEditor</name>
    <message>
        <source>{length} of {longest} characters</source>
        <translation>{length} caractères sur {longest}</translation>
    </message>
</context>
<context>
    <name>QuickNote</name>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>What did you see or hear? The first line becomes the title; the place may follow.</source>
        <translation>Qu’avez-vous vu ou entendu&#x202f;? La première ligne devient l’intitulé&#x202f;; le lieu peut suivre.</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>Garder la note</translation>
    </message>
    <message>
        <source>Closing keeps what stands here as a draft.</source>
        <translation>Fermer garde ce texte en brouillon.</translation>
    </message>
    <message>
        <source>Quick note</source>
        <translation>Note rapide</translation>
    </message>
</context>
<context>
    <name>RecordChoice</name>
    <message>
        <source>Search for a record</source>
        <translation>Rechercher une fiche</translation>
    </message>
    <message>
        <source>Records found</source>
        <translation>Fiches trouvées</translation>
    </message>
</context>
<context>
    <name>RecordCommands</name>
    <message>
        <source>Print or save as PDF</source>
        <translation>Imprimer ou enregistrer en PDF</translation>
    </message>
    <message>
        <source>Link to another record…</source>
        <translation>Lier à une autre fiche…</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>Joindre des fichiers…</translation>
    </message>
    <message>
        <source>Fields of the record</source>
        <translation>Champs de la fiche</translation>
    </message>
    <message>
        <source>Files of the record</source>
        <translation>Fichiers de la fiche</translation>
    </message>
    <message>
        <source>Links of the record</source>
        <translation>Liens de la fiche</translation>
    </message>
    <message>
        <source>History of the record</source>
        <translation>Historique de la fiche</translation>
    </message>
    <message>
        <source>Copy the reference</source>
        <translation>Copier la référence</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>Ouvrir dans sa propre fenêtre</translation>
    </message>
    <message>
        <source>Step: {step}</source>
        <translation>Étape&#xa0;: {step}</translation>
    </message>
    <message>
        <source>Take out of the bin</source>
        <translation>Sortir de la corbeille</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>Mettre à la corbeille</translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>Go to {section}</source>
        <translation>Aller à&#xa0;: {section}</translation>
    </message>
</context>
<context>
    <name>RecordHead</name>
    <message>
        <source>Undo the last change of this record</source>
        <translation>Annuler la dernière modification de cette fiche</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Print or save as PDF</source>
        <translation>Imprimer ou enregistrer en PDF</translation>
    </message>
    <message>
        <source>Close this record</source>
        <translation>Fermer cette fiche</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sans intitulé</translation>
    </message>
    <message>
        <source>saved {when}</source>
        <translation>enregistrée {when}</translation>
    </message>
    <message>
        <source>New: {type}</source>
        <translation>Créer&#xa0;: {type}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>Ouvrir dans une fenêtre à part</translation>
    </message>
    <message>
        <source>Copy the reference</source>
        <translation>Copier la référence</translation>
    </message>
    <message>
        <source>Link to another record…</source>
        <translation>Lier à une autre fiche…</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>Mettre à la corbeille</translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message>
        <source>Act on the selection</source>
        <translation>Agir sur la sélection</translation>
    </message>
    <message>
        <source>Filter this list</source>
        <translation>Filtrer cette liste</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>New: {type}</source>
        <translation>Créer&#xa0;: {type}</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n fiche</numerusform>
            <numerusform>%n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>{total} of {all}</source>
        <translation>{total} sur {all}</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n choisie</numerusform>
            <numerusform>%n choisies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordPane</name>
    <message>
        <source>What you had typed and not left was kept, and stands here again.</source>
        <translation>Ce que vous étiez en train de taper a été gardé et se retrouve ici.</translation>
    </message>
    <message>
        <source>needed to go on</source>
        <translation>demandé pour la suite</translation>
    </message>
    <message>
        <source>Take out of the bin</source>
        <translation>Sortir de la corbeille</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>La garder</translation>
    </message>
    <message>
        <source>This record is in the bin. Everything of it is still here.</source>
        <translation>Cette fiche est à la corbeille. Tout y est encore.</translation>
    </message>
    <message>
        <source>Somebody moved this record to the bin while somebody else went on writing in it. It stays.</source>
        <translation>Quelqu’un a mis cette fiche à la corbeille pendant qu’un autre y écrivait encore. Elle reste.</translation>
    </message>
    <message>
        <source>another laptop</source>
        <translation>un autre poste de travail</translation>
    </message>
    <message>
        <source>{who} also set the status to “{status}”. The step of the higher authority counts.</source>
        <translation>{who} a aussi porté l’état à «&#xa0;{status}&#xa0;». C’est l’étape de l’autorité la plus élevée qui compte.</translation>
    </message>
    <message>
        <source>Kept as a draft. It becomes a record as soon as this is filled in: {fields}</source>
        <translation>Gardé en brouillon. Devient une fiche dès que ceci est rempli&#xa0;: {fields}</translation>
    </message>
</context>
<context>
    <name>RecordPlace</name>
    <message>
        <source>A newer version of the program made this record. It is kept whole and sent on; this version cannot show it.</source>
        <translation>Une version plus récente du programme a créé cette fiche. Elle est gardée entière et transmise&#x202f;; cette version ne sait pas la montrer.</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Intitulé</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiée</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sans intitulé</translation>
    </message>
</context>
<context>
    <name>RecordTabs</name>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Liens</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>Search for a record</source>
        <translation>Rechercher une fiche</translation>
    </message>
    <message>
        <source>Nothing filled in</source>
        <translation>Rien de renseigné</translation>
    </message>
</context>
<context>
    <name>RecordsScreen</name>
    <message>
        <source>Filter this list</source>
        <translation>Filtrer cette liste</translation>
    </message>
    <message>
        <source>Columns of the list</source>
        <translation>Colonnes de la liste</translation>
    </message>
</context>
<context>
    <name>RecoverPage</name>
    <message>
        <source>Type the code that was printed when this desk was made, then choose a new passphrase.</source>
        <translation>Tapez le code imprimé à la création de ce bureau, puis choisissez une nouvelle phrase de passe.</translation>
    </message>
    <message>
        <source>Recover the desk</source>
        <translation>Retrouver l’accès au bureau</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Code de secours</translation>
    </message>
    <message>
        <source>Put the new passphrase in place</source>
        <translation>Mettre en place la nouvelle phrase</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Recovering the desk…</source>
        <translation>Récupération du bureau…</translation>
    </message>
</context>
<context>
    <name>RecoveryCode</name>
    <message>
        <source>Copy for 30 seconds</source>
        <translation>Copier pour 30 secondes</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimer…</translation>
    </message>
    <message>
        <source>To be sure it is kept, type two of its groups:</source>
        <translation>Pour être sûr qu’il est gardé, tapez deux de ses groupes&#xa0;:</translation>
    </message>
    <message>
        <source>Group {number}</source>
        <translation>Groupe {number}</translation>
    </message>
    <message>
        <source>Copied. It leaves the clipboard in 30 seconds.</source>
        <translation>Copié. Il quittera le presse-papiers dans 30 secondes.</translation>
    </message>
    <message>
        <source>ASI Desktop: recovery code</source>
        <translation>ASI Desktop&#xa0;: code de secours</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>If the passphrase is forgotten, only this code opens the desk. It is shown once: print or copy it, and keep it in a safe.</source>
        <translation>Si la phrase de passe est oubliée, seul ce code ouvre le bureau. Il n’est montré qu’une fois&#xa0;: imprimez-le ou copiez-le, et gardez-le dans un coffre.</translation>
    </message>
    <message>
        <source>Keep the recovery code</source>
        <translation>Gardez le code de secours</translation>
    </message>
    <message>
        <source>I have kept it</source>
        <translation>Il est en lieu sûr</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
</context>
<context>
    <name>ReferenceEditor</name>
    <message>
        <source>Search for a record</source>
        <translation>Chercher une fiche</translation>
    </message>
    <message>
        <source>Records found</source>
        <translation>Fiches trouvées</translation>
    </message>
    <message>
        <source>from the directory: {detail}</source>
        <translation>du répertoire&#xa0;: {detail}</translation>
    </message>
    <message>
        <source>new: {detail}</source>
        <translation>nouveau&#xa0;: {detail}</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Not received yet</source>
        <translation>Pas encore reçue</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>Lists with a name  (Alt 1 … Alt 9)</source>
        <translation>Listes enregistrées  (Alt 1 … Alt 9)</translation>
    </message>
    <message>
        <source>All: {type}</source>
        <translation>Tout&#xa0;: {type}</translation>
    </message>
    <message>
        <source>Remove the list “{name}”</source>
        <translation>Supprimer la liste «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>List: {name}</source>
        <translation>Liste&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Name for this list</source>
        <translation>Nom de cette liste</translation>
    </message>
    <message>
        <source>Keep this list</source>
        <translation>Garder cette liste</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search everything</source>
        <translation>Chercher partout</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) found</source>
        <translation>
            <numerusform>%n fiche trouvée</numerusform>
            <numerusform>%n fiches trouvées</numerusform>
        </translation>
    </message>
    <message>
        <source>Two letters start the search</source>
        <translation>La recherche commence à deux lettres</translation>
    </message>
    <message>
        <source>Type to find records and commands · &gt; for commands alone</source>
        <translation>Tapez pour trouver fiches et commandes · &gt; pour les commandes seules</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sans intitulé</translation>
    </message>
</context>
<context>
    <name>SectionBox</name>
    <message>
        <source>Assessment, not fact</source>
        <translation>Appréciation, non un fait</translation>
    </message>
</context>
<context>
    <name>SelectedLines</name>
    <message>
        <source>Only the selected lines:</source>
        <translation>Pour les lignes choisies seulement&#xa0;:</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Verify the vault</source>
        <translation>Vérifier le coffre</translation>
    </message>
    <message>
        <source>Back up to a file…</source>
        <translation>Sauvegarder dans un fichier…</translation>
    </message>
    <message>
        <source>Kept in your vault and in force at once. The unlock screen knows language and look alone.</source>
        <translation>Conservés dans votre coffre et appliqués aussitôt. L’écran de déverrouillage ne connaît que la langue et l’aspect.</translation>
    </message>
    <message>
        <source>As the laptop</source>
        <translation>Comme le poste de travail</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Langue et aspect</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aspect</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listes</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>Aérées</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Serrées</translation>
    </message>
    <message>
        <source>Nothing moves by itself</source>
        <translation>Rien ne bouge de soi-même</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verrouillage</translation>
    </message>
    <message>
        <source>Lock when nobody works for</source>
        <translation>Verrouiller après une inactivité de</translation>
    </message>
    <message>
        <source>Lock once everything has left, after F5</source>
        <translation>Verrouiller dès que tout est parti, après F5</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>Line to head office</source>
        <translation>Liaison avec la centrale</translation>
    </message>
    <message>
        <source>At most in one session</source>
        <translation>Au plus par session</translation>
    </message>
    <message>
        <source>At most in one day</source>
        <translation>Au plus par jour</translation>
    </message>
    <message>
        <source>The line is paid by volume: send by itself only what is urgent</source>
        <translation>Liaison payée au volume&#xa0;: n’envoyer de soi-même que l’urgent</translation>
    </message>
    <message>
        <source>A backup is as encrypted as the vault and opens with the same passphrase. Keep it apart from the laptop.</source>
        <translation>Une sauvegarde est chiffrée comme le coffre et s’ouvre avec la même phrase de passe. Conservez-la loin du poste de travail.</translation>
    </message>
    <message>
        <source>Vault</source>
        <translation>Coffre</translation>
    </message>
    <message>
        <source>Used so far: {session} in this session, {day} today (UTC).</source>
        <translation>Déjà utilisé&#xa0;: {session} dans cette session, {day} aujourd’hui (UTC).</translation>
    </message>
    <message>
        <source>{number} KB</source>
        <translation>{number} ko</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} Mo</translation>
    </message>
    <message>
        <source>Verifying the vault</source>
        <translation>Vérification du coffre</translation>
    </message>
    <message>
        <source>The vault is sound.</source>
        <translation>Le coffre est sain.</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found. Make no change and call your system officer:</source>
        <translation>
            <numerusform>%n anomalie. Ne modifiez rien et appelez votre officier systèmes&#xa0;:</numerusform>
            <numerusform>%n anomalies. Ne modifiez rien et appelez votre officier systèmes&#xa0;:</numerusform>
        </translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Backing up the vault</source>
        <translation>Sauvegarde du coffre</translation>
    </message>
    <message>
        <source>The backup is written and verified: {file}</source>
        <translation>La sauvegarde est écrite et vérifiée&#xa0;: {file}</translation>
    </message>
</context>
<context>
    <name>Span</name>
    <message>
        <source>From</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Au</translation>
    </message>
    <message>
        <source>Nothing filled in</source>
        <translation>Rien de renseigné</translation>
    </message>
    <message>
        <source>Days as 27/11/2026, 11/2026 or 2026.</source>
        <translation>Une date s’écrit 27/11/2026, 11/2026 ou 2026.</translation>
    </message>
</context>
<context>
    <name>StateChips</name>
    <message>
        <source>All</source>
        <translation>Tout</translation>
    </message>
</context>
<context>
    <name>StatusChain</name>
    <message>
        <source>Status: {status}</source>
        <translation>État&#xa0;: {status}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status line</source>
        <translation>Ligne d’état</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verrouiller</translation>
    </message>
    <message>
        <source>Lock the desk now</source>
        <translation>Verrouiller le bureau maintenant</translation>
    </message>
    <message>
        <source>Head office last confirmed this desk on {when}</source>
        <translation>Dernière confirmation de la centrale&#xa0;: {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflit</numerusform>
            <numerusform>%n conflits</numerusform>
        </translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>Aucun conflit</translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n alarme</numerusform>
            <numerusform>%n alarmes</numerusform>
        </translation>
    </message>
    <message>
        <source>No alarms</source>
        <translation>Aucune alarme</translation>
    </message>
    <message>
        <source>Syncing with head office…</source>
        <translation>Synchronisation avec la centrale…</translation>
    </message>
    <message>
        <source>Working alone</source>
        <translation>Poste autonome</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En ligne</translation>
    </message>
    <message>
        <source>Online · check this laptop&apos;s clock</source>
        <translation>En ligne · vérifiez l’horloge de ce poste</translation>
    </message>
    <message>
        <source>Not head office: hotel portal?</source>
        <translation>Ce n’est pas la centrale&#xa0;: portail d’hôtel&#x202f;?</translation>
    </message>
    <message>
        <source>An update is needed to connect</source>
        <translation>Mise à jour nécessaire pour se connecter</translation>
    </message>
    <message>
        <source>Head office went back in time</source>
        <translation>La centrale est revenue en arrière</translation>
    </message>
    <message>
        <source>Head office tells two stories</source>
        <translation>La centrale tient deux discours</translation>
    </message>
    <message>
        <source>This laptop was removed by head office</source>
        <translation>La centrale a retiré ce poste</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Offline since {when}</source>
        <translation>Hors ligne depuis {when}</translation>
    </message>
    <message>
        <source>Session’s line budget used up: only urgent changes leave</source>
        <translation>Volume de la session épuisé&#xa0;: seul l’urgent part encore</translation>
    </message>
    <message>
        <source>Day’s line budget used up: only urgent changes leave</source>
        <translation>Volume du jour épuisé&#xa0;: seul l’urgent part encore</translation>
    </message>
    <message>
        <source>Line paid by volume: only urgent changes leave</source>
        <translation>Liaison payée au volume&#xa0;: seul l’urgent part</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>Rien à envoyer</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n modification en attente</numerusform>
            <numerusform>%n modifications en attente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%n urgent)</source>
        <translation>
            <numerusform>(%n urgente)</numerusform>
            <numerusform>(%n urgentes)</numerusform>
        </translation>
    </message>
    <message>
        <source>No word from head office yet</source>
        <translation>Pas encore de nouvelles de la centrale</translation>
    </message>
    <message>
        <source>Head office as of {when}</source>
        <translation>Centrale&#xa0;: état de {when}</translation>
    </message>
</context>
<context>
    <name>SubRecordsEditor</name>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Add to {list}</source>
        <translation>Ajouter à&#xa0;: {list}</translation>
    </message>
</context>
<context>
    <name>SyncMarks</name>
    <message>
        <source>draft</source>
        <translation>brouillon</translation>
    </message>
    <message>
        <source>on this laptop</source>
        <translation>sur ce poste</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>à envoyer</translation>
    </message>
    <message>
        <source>at head office</source>
        <translation>à la centrale</translation>
    </message>
    <message>
        <source>refused by head office</source>
        <translation>refusée par la centrale</translation>
    </message>
</context>
<context>
    <name>ToSendScreen</name>
    <message>
        <source>To send</source>
        <translation>En attente d’envoi</translation>
    </message>
    <message>
        <source>Nothing waits: head office has everything you wrote.</source>
        <translation>Rien n’attend&#xa0;: la centrale a tout ce que vous avez écrit.</translation>
    </message>
    <message>
        <source>These changes leave by themselves, urgent ones first, as soon as there is a connection.</source>
        <translation>Ces modifications partent d’elles-mêmes, les urgentes d’abord, dès qu’il y a une connexion.</translation>
    </message>
    <message>
        <source>refused: {reason}</source>
        <translation>refusée&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>urgent</source>
        <translation>urgent</translation>
    </message>
</context>
<context>
    <name>TodayScreen</name>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>What needs you first, then what changed.</source>
        <translation>D’abord ce qui vous attend, puis ce qui a changé.</translation>
    </message>
    <message>
        <source>To finish</source>
        <translation>À terminer</translation>
    </message>
    <message>
        <source>Choices to make</source>
        <translation>Choix à faire</translation>
    </message>
    <message>
        <source>Overdue, and due within seven days</source>
        <translation>En retard ou à échéance sous sept jours</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Urgent</translation>
    </message>
    <message>
        <source>Changed last</source>
        <translation>Derniers changements</translation>
    </message>
    <message>
        <source>Nothing here yet. Start with a note: a sentence is enough, the rest may follow.</source>
        <translation>Rien ici pour l’instant. Commencez par une note&#xa0;: une phrase suffit, le reste peut suivre.</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Écrire une note</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sans intitulé</translation>
    </message>
    <message>
        <source>typed and not left</source>
        <translation>saisie en cours</translation>
    </message>
</context>
<context>
    <name>TokensEditor</name>
    <message>
        <source>Type to add</source>
        <translation>Tapez pour ajouter</translation>
    </message>
    <message>
        <source>Take out {name}</source>
        <translation>Retirer {name}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>New</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Working alone</source>
        <translation>Poste autonome</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Locked</source>
        <translation>Verrouillé</translation>
    </message>
    <message>
        <source>Your desk is encrypted on this laptop. The passphrase opens it.</source>
        <translation>Votre bureau est chiffré sur ce poste. La phrase de passe l’ouvre.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Phrase de passe</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Use the recovery code…</source>
        <translation>Utiliser le code de secours…</translation>
    </message>
    <message>
        <source>Another officer…</source>
        <translation>Autre officier…</translation>
    </message>
    <message>
        <source>Set up a desk of their own on this laptop</source>
        <translation>Préparer son propre bureau sur ce poste</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Officier</translation>
    </message>
    <message>
        <source>Opening the desk…</source>
        <translation>Ouverture du bureau…</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>This file says where the picture was taken. The place is not shown here; a copy without it can be saved.</source>
        <translation>Ce fichier dit où l’image a été prise. Le lieu n’est pas montré ici&#xa0;; une copie sans lui peut être enregistrée.</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Texte du fichier</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Find in the text</source>
        <translation>Chercher dans le texte</translation>
    </message>
    <message>
        <source>Copy without position…</source>
        <translation>Copie sans la position…</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Tourner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Plus grand</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Plus petit</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>En entier</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Enregistrer une copie…</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Page précédente</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Page suivante</translation>
    </message>
    <message>
        <source>Opening a file</source>
        <translation>Ouverture d’un fichier</translation>
    </message>
    <message>
        <source>of {number}</source>
        <translation>sur {number}</translation>
    </message>
    <message numerus="yes">
        <source>PDF document, %n page(s)</source>
        <translation>
            <numerusform>Document PDF, %n page</numerusform>
            <numerusform>Document PDF, %n pages</numerusform>
        </translation>
    </message>
    <message>
        <source>Page {page} of {number}</source>
        <translation>Page {page} sur {number}</translation>
    </message>
    <message numerus="yes">
        <source>Text, %n line(s)</source>
        <translation>
            <numerusform>Texte, %n ligne</numerusform>
            <numerusform>Texte, %n lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>only the beginning is shown</source>
        <translation>seul le début est montré</translation>
    </message>
    <message>
        <source>These words are not in the text of this file.</source>
        <translation>Ces mots ne sont pas dans le texte de ce fichier.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Security briefs, contacts and requests, encrypted on this laptop. You work without a network; what you wrote reaches head office whenever there is a connection.</source>
        <translation>Notes de sécurité, contacts et demandes, chiffrés sur ce poste. Vous travaillez sans réseau&#x202f;; ce que vous écrivez rejoint la centrale dès qu’il y a une connexion.</translation>
    </message>
    <message>
        <source>Welcome to your desk</source>
        <translation>Bienvenue à votre bureau</translation>
    </message>
    <message>
        <source>Set up a new desk</source>
        <translation>Installer un nouveau bureau</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Your name on this laptop</source>
        <translation>Votre nom sur ce poste</translation>
    </message>
    <message>
        <source>Shown at unlocking when officers share the laptop</source>
        <translation>Affiché au déverrouillage quand le poste est partagé</translation>
    </message>
    <message>
        <source>This laptop: {folder}</source>
        <translation>Ce poste de travail&#xa0;: {folder}</translation>
    </message>
    <message>
        <source>Desks of this laptop</source>
        <translation>Bureaux de ce poste</translation>
    </message>
</context>
<context>
    <name>WishesPanel</name>
    <message>
        <source>People who are known already</source>
        <translation>Contacts déjà connus</translation>
    </message>
    <message>
        <source>Put what finds no field into the notes</source>
        <translation>Mettre dans les notes ce qui ne trouve pas de champ</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Nothing filled in</source>
        <translation>Rien de renseigné</translation>
    </message>
</context>
<context>
    <name>WorkflowStrip</name>
    <message>
        <source>Reason for this step</source>
        <translation>Motif de cette étape</translation>
    </message>
    <message>
        <source>Why? The reason is kept with the step</source>
        <translation>Pourquoi&#x202f;? Le motif est gardé avec l’étape</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>Laisser en l’état</translation>
    </message>
    <message>
        <source>Other steps</source>
        <translation>Autres étapes</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>pas encore</translation>
    </message>
</context>
<context>
    <name>acts</name>
    <message>
        <source>Take out of the bin</source>
        <translation>Sortir de la corbeille</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Étape suivante</translation>
    </message>
    <message>
        <source>Set a field</source>
        <translation>Renseigner un champ</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>Mettre à la corbeille</translation>
    </message>
</context>
</TS>
