//! The versions of a questionnaire in the file, and the maps between them (DESIGN 5.12). What a new version
//! changes and how answers follow it is `revision`'s.

use std::sync::Arc;

use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::OperatorId;
use super::error::StudyError;
use super::revision::{Carry, Map, Step};
use super::store::Study;
use crate::questionnaire::{self, Questionnaire};

/// One version of a questionnaire, and how it is read in the current one.
pub(super) struct HeldVersion {
    pub(super) key: i64,
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) carry: Carry,
}

/// The setting that holds the map to a version.
pub(super) fn map_setting(questionnaire: &str, version: &str) -> String {
    format!("revision-map/{questionnaire}/{version}")
}

impl Study {
    /// The names of the versions kept of a questionnaire, oldest first, with the text of each.
    pub fn versions(&self, id: &str) -> Result<Vec<(String, String)>, StudyError> {
        let key = self.held(id)?.key;
        self.rows("SELECT version, source FROM versions WHERE questionnaire = ?1 ORDER BY id", [key], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// Adds a version of a questionnaire that the study holds; it becomes the current one. `map` is the text
    /// of the map from the version before, if one is needed. Whether it may be added is for
    /// [`super::revision::compare_mapped`] to say.
    pub fn revise(
        &mut self,
        questionnaire: &Questionnaire,
        map: Option<&str>,
        by: Option<OperatorId>,
    ) -> Result<(), StudyError> {
        let key = self.held(&questionnaire.id)?.key;
        let taken = self.versions(&questionnaire.id)?.iter().any(|(name, _)| *name == questionnaire.version);
        if taken {
            let (id, version) = (questionnaire.id.clone(), questionnaire.version.clone());
            return Err(StudyError::VersionHeld { id, version });
        }
        let revised = self.add_version(Some(key), questionnaire, map, by)?;
        if let Some(held) = self.held.iter_mut().find(|held| held.key == key) {
            *held = revised;
        }
        self.pack_all()
    }

    /// How each version is read in the current one. One that this Recto cannot read any more is taken as
    /// the current one, name by name, and so are those before it.
    pub(super) fn read_versions(
        &self,
        key: i64,
        id: &str,
        current: &Arc<Questionnaire>,
    ) -> Result<Vec<HeldVersion>, StudyError> {
        let all = "SELECT key, id, version, source FROM versions WHERE questionnaire = ?1 ORDER BY id";
        let rows: Vec<(i64, Uuid, String, String)> =
            self.rows(all, [key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let mut steps = Vec::new();
        let mut new = Arc::clone(current);
        for pair in rows.windows(2).rev() {
            let [(_, _, _, source), (_, _, name, _)] = pair else { break };
            let Some(old) = questionnaire::read(source.as_bytes()).questionnaire else { break };
            let old = Arc::new(old);
            let map = self.revision_map(id, name)?;
            steps.push(Step { old: Arc::clone(&old), new, map });
            new = old;
        }
        steps.reverse();
        let carries = Carry::all(steps);
        let unread = rows.len().saturating_sub(carries.len());
        let carries = vec![Carry::default(); unread].into_iter().chain(carries);
        let versions = rows.into_iter().zip(carries);
        Ok(versions.map(|((key, id, name, _), carry)| HeldVersion { key, id, name, carry }).collect())
    }

    fn revision_map(&self, questionnaire: &str, version: &str) -> Result<Map, StudyError> {
        let text: Option<String> = self
            .connection
            .prepare_cached("SELECT value FROM settings WHERE name = ?1 ORDER BY id DESC LIMIT 1")
            .and_then(|mut statement| {
                statement.query_row([map_setting(questionnaire, version)], |row| row.get(0)).optional()
            })
            .map_err(|error| self.error(&error))?;
        Ok(text.and_then(|text| Map::read(&text).ok()).unwrap_or_default())
    }
}
