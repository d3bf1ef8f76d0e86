//! The three sounds as waves, made by formula. They differ in pitch, in length and in rhythm, and stay
//! below 1 kHz, where ears that no longer hear high notes still hear. No device here.

use std::f64::consts::TAU;

use super::Cue;

/// Samples a second, one channel.
pub const RATE_HZ: u32 = 44_100;

/// Share of full scale at 100 %; what is above it would crackle on small speakers.
const LOUDEST: f64 = 0.8;
/// How long a note swells and fades, in seconds: without it a note clicks.
const EDGE_S: f64 = 0.006;

/// One note: when it begins, how long it lasts (seconds), its pitch (Hz), its share of the loudest.
struct Note {
    begins_s: f64,
    lasts_s: f64,
    pitch_hz: f64,
    loudness: f64,
}

const fn note(begins_s: f64, lasts_s: f64, pitch_hz: f64, loudness: f64) -> Note {
    Note { begins_s, lasts_s, pitch_hz, loudness }
}

/// One short light tick.
const ACCEPTED: [Note; 1] = [note(0.0, 0.045, 880.0, 0.45)];
/// Two equal knocks.
const WARNING: [Note; 2] = [note(0.0, 0.075, 587.3, 0.75), note(0.135, 0.075, 587.3, 0.75)];
/// Short and long, falling.
const STOP: [Note; 2] = [note(0.0, 0.09, 440.0, 1.0), note(0.11, 0.3, 293.7, 1.0)];

/// The samples of a cue at a volume in percent.
pub fn wave(cue: Cue, volume: u8) -> Vec<i16> {
    let notes: &[Note] = match cue {
        Cue::Accepted => &ACCEPTED,
        Cue::Warning => &WARNING,
        Cue::Stop => &STOP,
    };
    let ends_s = notes.iter().map(|note| note.begins_s + note.lasts_s).fold(0.0, f64::max);
    let volume = f64::from(volume.min(100)) / 100.0;
    // Loudness is heard as the square of the amplitude or so: half the figure sounds half as loud.
    let amplitude = LOUDEST * volume * volume * f64::from(i16::MAX);
    let count = (ends_s * f64::from(RATE_HZ)).ceil() as usize;
    (0..count)
        .map(|at| {
            let time_s = at as f64 / f64::from(RATE_HZ);
            let sum: f64 = notes.iter().map(|note| note.at(time_s)).sum();
            (sum * amplitude).round() as i16
        })
        .collect()
}

impl Note {
    /// From -1 to 1.
    fn at(&self, time_s: f64) -> f64 {
        let since_s = time_s - self.begins_s;
        if !(0.0..self.lasts_s).contains(&since_s) {
            return 0.0;
        }
        let edge = (since_s.min(self.lasts_s - since_s) / EDGE_S).min(1.0);
        let swell = 0.5 - 0.5 * (edge * TAU / 2.0).cos();
        let phase = TAU * self.pitch_hz * since_s;
        // An octave and a twelfth above carry the note on speakers without bass.
        let tone = (phase.sin() + 0.35 * (2.0 * phase).sin() + 0.2 * (3.0 * phase).sin()) / 1.55;
        tone * swell * self.loudness
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(samples: &[i16]) -> f64 {
        samples.len() as f64 / f64::from(RATE_HZ)
    }

    /// Issue 3: short, whole, never crackling, silent at 0 %.
    #[test]
    fn waves_are_short_and_do_not_clip() {
        for cue in Cue::ALL {
            let loud = wave(cue, 100);
            let peak = loud.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!((4_000..=26_300).contains(&peak), "{cue:?}: {peak}");
            assert!(seconds(&loud) <= 0.45, "{cue:?}: {} s", seconds(&loud));
            let steepest = loud.windows(2).map(|pair| (i32::from(pair[1]) - i32::from(pair[0])).abs()).max();
            assert!(steepest.unwrap() < 5_000, "{cue:?} clicks: {steepest:?}");
            assert!(loud.first().unwrap().abs() < 10 && loud.last().unwrap().abs() < 200, "{cue:?}");
            assert!(wave(cue, 0).iter().all(|sample| *sample == 0));
            let quiet = wave(cue, 50).iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!(quiet < peak);
        }
        assert!(seconds(&wave(Cue::Accepted, 100)) <= 0.06, "shorter than the pause between two keys");
    }

    /// How strongly a pitch stands in a sound (Goertzel).
    fn strength(samples: &[i16], pitch_hz: f64) -> f64 {
        let coefficient = 2.0 * (TAU * pitch_hz / f64::from(RATE_HZ)).cos();
        let (mut one, mut two) = (0.0, 0.0);
        for sample in samples {
            let next = f64::from(*sample) + coefficient * one - two;
            (two, one) = (one, next);
        }
        (one * one + two * two - coefficient * one * two).sqrt() / samples.len() as f64
    }

    /// Stretches of sound, 10 ms each: what is left of a sound for who hears no pitch.
    fn rhythm(samples: &[i16]) -> Vec<usize> {
        let loud = samples.chunks(441).map(|chunk| chunk.iter().any(|sample| sample.unsigned_abs() > 2_000));
        let loud: Vec<bool> = loud.collect();
        loud.split(|loud| !loud).map(<[bool]>::len).filter(|length| *length > 0).collect()
    }

    /// Issue 3: told apart by pitch and by rhythm.
    #[test]
    fn waves_differ_in_pitch_and_rhythm() {
        let pitches = [(Cue::Accepted, 880.0), (Cue::Warning, 587.3), (Cue::Stop, 293.7)];
        for (cue, own) in pitches {
            let samples = wave(cue, 100);
            for (other, pitch) in pitches.into_iter().filter(|(other, _)| *other != cue) {
                // The twelfth of the stop's note is 881 Hz: compared without overtones, by rhythm below.
                if (cue, other) != (Cue::Stop, Cue::Accepted) && (cue, other) != (Cue::Stop, Cue::Warning) {
                    assert!(strength(&samples, own) > 3.0 * strength(&samples, pitch), "{cue:?} {other:?}");
                }
            }
        }
        let accepted = rhythm(&wave(Cue::Accepted, 100));
        let warning = rhythm(&wave(Cue::Warning, 100));
        let stop = rhythm(&wave(Cue::Stop, 100));
        assert_eq!(accepted.len(), 1, "{accepted:?}");
        assert_eq!(warning.len(), 2, "{warning:?}");
        assert!(warning[0].abs_diff(warning[1]) <= 1, "{warning:?}");
        assert!(stop.len() == 2 && stop[1] > 2 * stop[0], "{stop:?}");
    }
}
