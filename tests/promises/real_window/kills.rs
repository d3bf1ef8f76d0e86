//! The window killed in the middle of a sheet (DESIGN 5.1).

use recto::keying::Key;
use recto::study::Study;

use super::{
    M2S, begin_keying, display, entries, key_alone, new_study, on_disk, open, questionnaire,
    sheet_with_accents, snapshot, wait_finished,
};

/// DESIGN 5.1, 8: killed while keys are on their way, the study opens on the same sheet and the same
/// question: the keys that follow what was saved complete the record, and nothing saved is lost.
#[test]
fn killed_in_the_middle_of_a_sheet() {
    let Some((display, _alone)) = display(None) else { return };
    let questionnaire = questionnaire(M2S);
    let alone = key_alone(display.folder.path(), &questionnaire, &sheet_with_accents(&questionnaire));
    let study = display.folder.path().join("killed.recto");
    new_study(&study, &questionnaire);

    let window = display.program(&[]);
    open(&window, &study);
    begin_keying(&window, '1', "Amina");
    let half = alone.keys.len() / 2;
    for key in &alone.keys[..half] {
        display.press(*key);
    }
    display.sync();
    let seen = display
        .wait_for("the first answers on disk", || on_disk(&study, entries).filter(|entries| *entries >= 5));
    window.kill();
    let left = Study::open_read_only(&study).unwrap();
    let kept = entries(&left).unwrap();
    assert!(kept >= seen, "{seen} entries were on disk, {kept} are left");
    let keying = snapshot(&left).unwrap().keyings.remove(0);
    assert!(keying.finished.is_none() && keying.number == super::WITH_ACCENTS);
    drop(left);

    // The rest of the recording, from the key after the one that led to the last entry kept.
    let next = 1 + alone.entries_after.iter().position(|count| *count == kept).unwrap();
    println!("killed after {kept} entries ({seen} seen), key {next} of {}", alone.keys.len());
    let window = display.program(&[]);
    open(&window, &study);
    window.picture("reopened-after-kill");
    begin_keying(&window, '1', "Amina");
    window.picture("resumed-after-kill");
    window.keys(&alone.keys[next..], 200);
    let resumed = wait_finished(&display, &study, 1).remove(0);
    assert_eq!(resumed.id, keying.id, "the keying is gone on with");
    assert_eq!(resumed.record, alone.record);
    window.press(&[Key::Escape]);
    window.close();
}
