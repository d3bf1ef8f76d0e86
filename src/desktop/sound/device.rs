//! What sounds are played on, found when the program runs and never needed to build it: on Linux the
//! sound server (PulseAudio, or PipeWire in its place) or else ALSA's own player, on Windows and macOS the
//! system's default output. No choice of sounds here.

/// Something that plays. A sound that is still heard gives way to the next.
pub trait Device {
    /// Begins to play samples (one channel, [`super::RATE_HZ`]); the error is for the log.
    fn play(&mut self, samples: &[i16]) -> Result<(), String>;
    /// Nothing is played for a while: what is held of the device is let go.
    fn rest(&mut self);
}

/// Opens a device; none where the machine has none.
pub type Open = fn() -> Option<Box<dyn Device>>;

/// The system's device.
pub fn open_system() -> Option<Box<dyn Device>> {
    system::open()
}

#[cfg(target_os = "linux")]
mod system {
    use std::io::Write as _;
    use std::process::{Child, Command, Stdio};

    use pulseaudio::protocol::stream::BufferAttr;
    use pulseaudio::protocol::{ChannelMap, DEFAULT_SINK, PlaybackStreamParams, SampleFormat, SampleSpec};
    use pulseaudio::{AsPlaybackSource as _, Client, PlaybackStream};

    use super::super::RATE_HZ;
    use super::Device;

    pub fn open() -> Option<Box<dyn Device>> {
        Server::connect()
            .map(|server| Box::new(server) as Box<dyn Device>)
            .or_else(|| AlsaPlayer::found().map(|player| Box::new(player) as Box<dyn Device>))
    }

    /// The sound server, spoken to in its own protocol.
    struct Server {
        client: Client,
        playing: Option<PlaybackStream>,
    }

    impl Server {
        fn connect() -> Option<Self> {
            let client = Client::from_env(c"Recto").ok()?;
            // A server without an output has only its dummy, which exists so that programs do not fail.
            let sinks = pollster::block_on(client.list_sinks()).ok()?;
            let dummy = |name: &[u8]| name == b"auto_null";
            sinks.iter().any(|sink| !dummy(sink.name.to_bytes())).then_some(Self { client, playing: None })
        }
    }

    impl Device for Server {
        fn play(&mut self, samples: &[i16]) -> Result<(), String> {
            self.playing = None;
            // Played as soon as it is there, from a buffer of a tenth of a second.
            let buffer_bytes = RATE_HZ / 10 * 2;
            let params = PlaybackStreamParams {
                sample_spec: SampleSpec { format: SampleFormat::S16Le, channels: 1, sample_rate: RATE_HZ },
                channel_map: ChannelMap::mono(),
                sink_name: Some(DEFAULT_SINK.to_owned()),
                buffer_attr: BufferAttr {
                    target_length: buffer_bytes,
                    pre_buffering: 0,
                    ..BufferAttr::default()
                },
                ..PlaybackStreamParams::default()
            };
            let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
            let mut at = 0;
            let source = move |room: &mut [u8]| {
                let taken = room.len().min(bytes.len() - at);
                room[..taken].copy_from_slice(&bytes[at..at + taken]);
                at += taken;
                taken
            };
            let stream = self.client.create_playback_stream(params, source.as_playback_source());
            self.playing = Some(pollster::block_on(stream).map_err(|error| error.to_string())?);
            Ok(())
        }

        fn rest(&mut self) {
            self.playing = None;
        }
    }

    /// ALSA's own player, where there is no sound server.
    struct AlsaPlayer {
        playing: Option<Child>,
    }

    impl AlsaPlayer {
        fn found() -> Option<Self> {
            let listed = Command::new("aplay").arg("-l").env("LC_ALL", "C").output().ok()?;
            let some_card =
                String::from_utf8_lossy(&listed.stdout).lines().any(|line| line.starts_with("card "));
            some_card.then_some(Self { playing: None })
        }

        fn finish(&mut self) {
            if let Some(mut child) = self.playing.take() {
                child.kill().ok();
                child.wait().ok();
            }
        }
    }

    impl Device for AlsaPlayer {
        fn play(&mut self, samples: &[i16]) -> Result<(), String> {
            self.finish();
            let rate = RATE_HZ.to_string();
            let mut child = Command::new("aplay")
                .args(["-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", &rate])
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .map_err(|error| error.to_string())?;
            let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
            // 40 kB at most, which the pipe holds: writing does not wait for playing.
            let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(&bytes));
            self.playing = Some(child);
            written.map_err(|error| error.to_string())
        }

        fn rest(&mut self) {
            self.finish();
        }
    }
}

#[cfg(any(target_os = "windows", target_os = "macos"))]
mod system {
    use std::num::{NonZeroU16, NonZeroU32};

    use rodio::buffer::SamplesBuffer;
    use rodio::{DeviceSinkBuilder, MixerDeviceSink, Player};

    use super::super::RATE_HZ;
    use super::Device;

    pub fn open() -> Option<Box<dyn Device>> {
        let mut output = DeviceSinkBuilder::open_default_sink().ok()?;
        output.log_on_drop(false);
        Some(Box::new(Output { output, playing: None }))
    }

    /// The system's default output.
    struct Output {
        output: MixerDeviceSink,
        playing: Option<Player>,
    }

    impl Device for Output {
        fn play(&mut self, samples: &[i16]) -> Result<(), String> {
            let rate = NonZeroU32::new(RATE_HZ).ok_or("no rate")?;
            let samples: Vec<f32> = samples.iter().map(|sample| f32::from(*sample) / 32_768.0).collect();
            // The sound before ends when its player is let go.
            let player = Player::connect_new(self.output.mixer());
            player.append(SamplesBuffer::new(NonZeroU16::MIN, rate, samples));
            self.playing = Some(player);
            Ok(())
        }

        fn rest(&mut self) {
            self.playing = None;
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "windows", target_os = "macos")))]
mod system {
    use super::Device;

    pub fn open() -> Option<Box<dyn Device>> {
        None
    }
}
