//! Which computer an entry was made on: an id and a name kept in the settings folder of the machine.

use std::path::Path;

use uuid::{NoContext, Uuid};

/// A computer that studies are worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// Globally unique; stays as long as the settings folder.
    pub id: Uuid,
    /// The computer's name, for people.
    pub name: String,
}

impl Station {
    /// A new one, known nowhere yet.
    pub fn new(name: &str) -> Self {
        let now = jiff::Timestamp::now();
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        Self { id: Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, 0)), name: name.to_owned() }
    }

    /// This computer, remembered in the settings folder. Where that cannot be written, an id for this
    /// run only: entries stay unique either way.
    pub fn of_this_machine() -> Self {
        let folder = directories::ProjectDirs::from("", "", "recto");
        let new = Self::new(&machine_name());
        folder.map_or(new.clone(), |folder| Self::kept_in(folder.data_local_dir(), new))
    }

    fn kept_in(folder: &Path, new: Self) -> Self {
        let file = folder.join("station");
        let kept = std::fs::read_to_string(&file).ok().and_then(|text| Uuid::parse_str(text.trim()).ok());
        if let Some(id) = kept {
            return Self { id, name: new.name };
        }
        let written =
            std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, new.id.to_string()));
        if let Err(error) = written {
            tracing::warn!("station id not kept: {error}");
        }
        new
    }
}

fn machine_name() -> String {
    let from_system = std::fs::read_to_string("/etc/hostname").ok();
    from_system
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .map(|name| name.trim().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 16: the station of an entry stays the same from one start to the next.
    #[test]
    fn a_station_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let first = Station::kept_in(folder.path(), Station::new("a"));
        let second = Station::kept_in(folder.path(), Station::new("a"));
        assert_eq!(first, second);
        let elsewhere = tempfile::tempdir().unwrap();
        assert_ne!(Station::kept_in(elsewhere.path(), Station::new("a")).id, first.id);
    }
}
