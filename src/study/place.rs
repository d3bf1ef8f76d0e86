//! What kind of place a study file lies in: a local disk, a network share, a folder that a service
//! synchronises. Only looks; the store decides what to do about it.

use std::path::Path;

/// File systems that other computers may write to, by their names in the mount table.
const NETWORK: [&str; 12] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smb2",
    "smbfs",
    "afs",
    "ncpfs",
    "fuse.sshfs",
    "fuse.rclone",
    "9p",
    "fuse.davfs",
];

/// Folder names of services that copy files while they are written, and the services' names.
const SYNCHRONISED: [(&str, &str); 9] = [
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("mobile documents", "iCloud Drive"),
    ("icloud", "iCloud Drive"),
];

/// Whether the file lies on a network share, as far as the system says.
pub(super) fn is_network_share(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    if is_unc(&folder.to_string_lossy()) {
        return true;
    }
    std::fs::read_to_string("/proc/self/mountinfo")
        .is_ok_and(|table| file_system(&table, &folder).is_some_and(|name| NETWORK.contains(&name.as_str())))
}

/// `\\server\share`, also in its long form `\\?\UNC\server\share`; not `\\?\C:\`.
fn is_unc(path: &str) -> bool {
    let Some(rest) = path.strip_prefix(r"\\") else { return false };
    match rest.strip_prefix(r"?\").or_else(|| rest.strip_prefix(r".\")) {
        Some(long) => long.to_ascii_uppercase().starts_with(r"UNC\"),
        None => true,
    }
}

/// The type of the file system a folder lies on: that of the longest mount point above it, the last one
/// listed where several are mounted on the same place.
fn file_system(mountinfo: &str, folder: &Path) -> Option<String> {
    let mut found: Option<(usize, String)> = None;
    for line in mountinfo.lines() {
        let Some((before, after)) = line.split_once(" - ") else { continue };
        let (Some(point), Some(kind)) = (before.split(' ').nth(4), after.split(' ').next()) else { continue };
        let point = unescape(point);
        let depth = Path::new(&point).components().count();
        if folder.starts_with(&point) && found.as_ref().is_none_or(|(deepest, _)| depth >= *deepest) {
            found = Some((depth, kind.to_owned()));
        }
    }
    found.map(|(_, kind)| kind)
}

/// The mount table writes a space as `\040` and so on.
fn unescape(text: &str) -> String {
    text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

/// The service that synchronises the folder a file lies in, if its name says so.
pub fn synchronised_by(path: &Path) -> Option<&'static str> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folders = path.parent()?.components();
    folders.map(|part| part.as_os_str().to_string_lossy().to_lowercase()).find_map(|part| {
        SYNCHRONISED.iter().find(|(start, _)| part.starts_with(start)).map(|(_, name)| *name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
40 22 0:35 / /srv/team\\040files rw - cifs //server/team rw
41 40 254:2 / /srv/team\\040files/local rw shared:1 - xfs /dev/vdb rw
42 22 0:50 / /home/ana/far rw - fuse.sshfs ana@far: rw
";

    /// DESIGN 5.1: a network share is told from a local disk.
    #[test]
    fn network_shares_are_told_from_disks() {
        let kind = |path: &str| file_system(TABLE, Path::new(path)).unwrap();
        assert_eq!(kind("/home/ana"), "ext4");
        assert_eq!(kind("/srv/team files/2024"), "cifs");
        assert_eq!(kind("/srv/team files/local"), "xfs");
        assert_eq!(kind("/home/ana/far/x"), "fuse.sshfs");
        assert!(is_unc(r"\\server\share\study"));
        assert!(is_unc(r"\\?\UNC\server\share"));
        assert!(!is_unc(r"\\?\C:\study"));
        assert!(!is_unc("/home/ana"));
    }

    /// DESIGN 5.1: a synchronised folder is worth a warning.
    #[test]
    fn synchronised_folders_are_named() {
        assert_eq!(synchronised_by(Path::new("/home/ana/Dropbox/m2s.recto")), Some("Dropbox"));
        assert_eq!(synchronised_by(Path::new("/c/Ana/OneDrive - Asso/x/m2s.recto")), Some("OneDrive"));
        assert_eq!(synchronised_by(Path::new("/home/ana/dropbox.recto")), None);
    }
}
