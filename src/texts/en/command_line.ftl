# What the commands say that is not a room's own.
command-unknown-key = Line { $line } of the recording: no key is called “<{ $name }>”.
command-keys-unreadable = The recording of keys cannot be read ({ $detail }).
command-keys-played = { $keys } keys, { $sheets ->
    [one] 1 sheet finished
   *[other] { $sheets } sheets finished
}, { $stops ->
    [0] no stop
    [one] 1 stop
   *[other] { $stops } stops
}.
command-keys-refused = { $keys ->
    [one] 1 key did nothing.
   *[other] { $keys } keys did nothing.
}
command-sheet-unfinished = Sheet { $number } is not finished; it will be gone on with where it stands.
command-demo-no-display = No display here: the window is not opened. The files are in { $folder }.
command-demo-exists = The folder { $folder } already holds a study ({ $file }). Give another folder, or move it away.
command-demo-folder = The folder { $folder } cannot be used ({ $detail }).
command-demo-failed = The demo could not be made: { $detail }
command-demo-made = Demo study: { $study }
command-demo-keyed = { $pass } by { $operator }: { $sheets } sheets, { $keys } keys.
command-demo-compared = Compared: { $sheets } sheets keyed twice, { $differences } cells differ, { $missing } sheets to be found.
command-demo-settled = Differences settled by { $operator }: { $settled }. Left open to try: { $open }.
command-demo-exported = Exported: { $file }
erase-sheet-done = Sheet { $number } is erased from the study, its log and Recto’s own backups.
erase-sheet-again = Sheet { $number } was erased before; the file and the backups were purged again.
erase-identifying-done = All identifying content is erased from the study, its log and Recto’s own backups.
erase-certificate = Certificate, with what is left for you to do (older exports and copies): { $path }
protect-who = Say who changes this setting: --operator NAME.
protect-threshold = Published cells below { $threshold } people are masked.
protect-retention = Identifying content is kept until { $until }.
protect-no-retention = No end of retention is set.
archive-done = { $path }: an archive of { $files } files.
archive-not-public = This archive holds everything, people included: keep it as you keep the study itself.
