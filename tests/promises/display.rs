//! A display of its own for the real window: Xvfb, a window manager, keys through XTEST, pictures of the
//! root window. For tests and benches of what only a real window can show. Knows nothing of studies.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use recto::desktop::tokens::LIGHT;
use recto::keying::Key;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{self, ConnectionExt as _, ImageFormat};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// The size of the screen (DESIGN 12).
pub const SIZE: (u16, u16) = (1366, 768);
/// How long anything may take before a test gives up; never a promise of speed.
pub const PATIENCE: Duration = Duration::from_secs(90);
/// Characters that no layout used here has on a key: they get one of their own.
const EXTRA: &str = "éèêëàâäçîïôöùûüœæÉÈÊÀÇÔÎŒ’«»–…€°²";

/// Every window fills the screen without a frame, has the keyboard, and closes on Alt+F4.
const OPENBOX: &str = r#"<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
  <applications>
    <application class="*"><decor>no</decor><focus>yes</focus><maximized>yes</maximized></application>
  </applications>
</openbox_config>"#;

/// The programs that are not installed, of those a display needs.
pub fn missing(programs: &[&'static str]) -> Vec<&'static str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = |program: &&&str| std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    programs.iter().filter(|program| !found(program)).copied().collect()
}

/// A process that ends with its owner.
struct Owned(Child);

impl Drop for Owned {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A key of the keyboard: its code, and whether Shift is held.
type Press = (u8, bool);

/// A screen with a keyboard. Fields are dropped in this order: the manager before the server.
pub struct Display {
    pub name: String,
    pub folder: tempfile::TempDir,
    x: RustConnection,
    root: xproto::Window,
    layout: HashMap<u32, Press>,
    _manager: Owned,
    _server: Owned,
}

impl Display {
    /// A new display; with a keyboard layout other than the server's own (`fr`).
    pub fn start(layout: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let screen = format!("{}x{}x24", SIZE.0, SIZE.1);
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map(Owned)
            .unwrap();
        let mut number = String::new();
        BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let name = format!(":{}", number.trim());
        if let Some(layout) = layout {
            let set = Command::new("setxkbmap").args(["-display", &name, layout]).status().unwrap();
            assert!(set.success(), "setxkbmap {layout}");
        }
        let rules = folder.path().join("openbox.xml");
        std::fs::write(&rules, OPENBOX).unwrap();
        let manager = Command::new("openbox")
            .args(["--sm-disable", "--config-file"])
            .arg(&rules)
            .env("DISPLAY", &name)
            .env("HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map(Owned)
            .unwrap();
        let (x, screen) = x11rb::connect(Some(&name)).unwrap();
        let root = x.setup().roots[screen].root;
        let mut display =
            Self { name, folder, x, root, layout: HashMap::new(), _manager: manager, _server: server };
        display.learn_layout();
        // The pointer out of the way: nothing here is done with a mouse.
        let (x, y) = (SIZE.0 as i16 - 1, SIZE.1 as i16 - 1);
        let moved = xproto::MOTION_NOTIFY_EVENT;
        display.x.xtest_fake_input(moved, 0, 0, root, x, y, 0).unwrap().check().unwrap();
        let managed = |display: &Self| display.property(display.root, "_NET_SUPPORTING_WM_CHECK").is_some();
        display.wait("the window manager", managed);
        display
    }

    /// Which key types which character, and keys of their own for those that no key types.
    fn learn_layout(&mut self) {
        let setup = self.x.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = self.x.get_keyboard_mapping(first, last - first + 1).unwrap().reply().unwrap();
        let per_key = usize::from(map.keysyms_per_keycode);
        let mut free = Vec::new();
        for (code, symbols) in (first..=last).zip(map.keysyms.chunks(per_key)) {
            if symbols.iter().all(|symbol| *symbol == 0 || *symbol >= MEDIA) {
                free.push(code);
            }
            for (shift, symbol) in [false, true].into_iter().zip(symbols) {
                self.layout.entry(*symbol).or_insert((code, shift));
            }
        }
        let unknown = |symbol: &u32| !self.layout.contains_key(symbol);
        let extra: Vec<u32> = EXTRA.chars().map(symbol_of).filter(unknown).collect();
        for pair in extra.chunks(2) {
            let code = free.pop().expect("a key without a meaning");
            let symbols = [pair[0], *pair.last().unwrap_or(&pair[0])];
            self.x.change_keyboard_mapping(1, code, 2, &symbols).unwrap().check().unwrap();
            for (shift, symbol) in [false, true].into_iter().zip(pair) {
                self.layout.insert(*symbol, (code, shift));
            }
        }
    }

    /// A program with its settings, home and files inside the display's folder.
    pub fn command(&self, program: &Path) -> Command {
        let home = self.folder.path();
        let mut command = Command::new(program);
        command
            .env_clear()
            // No programs to be found: no file dialog of another desktop can open in front.
            .env("PATH", "")
            .env("DISPLAY", &self.name)
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("RECTO_CONFIG_DIR", home.join("settings"))
            .env("RECTO_RENDERER", "glow")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("LANG", "fr_FR.UTF-8")
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(home.join("messages.txt")).unwrap());
        command
    }

    /// Whether a window shows the desk: its first frame is there, and no dialog.
    pub fn shows_desk(&self) -> bool {
        self.pixel(PROBE) == desk()
    }

    /// Starts the program.
    pub fn program(&self, arguments: &[&str]) -> Window<'_> {
        let mut command = self.command(Path::new(env!("CARGO_BIN_EXE_recto")));
        let process = command.args(arguments).spawn().map(Owned).unwrap();
        let window = Window { display: self, process };
        window.wait_title("Recto");
        self.wait("the first frame", Self::shows_desk);
        window.still();
        window
    }

    /// Waits until something holds.
    pub fn wait(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        self.wait_for(what, || holds(self).then_some(()));
    }

    /// Waits until there is something.
    pub fn wait_for<T>(&self, what: &str, mut found: impl FnMut() -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = found() {
                return found;
            }
            if Instant::now() > until {
                self.picture("gave-up");
                panic!("waited in vain for {what}; the program said: {}", self.messages());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What the program wrote to the terminal.
    fn messages(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("messages.txt")).unwrap_or_default()
    }

    fn property(&self, window: xproto::Window, name: &str) -> Option<xproto::GetPropertyReply> {
        let atom = self.x.intern_atom(false, name.as_bytes()).ok()?.reply().ok()?.atom;
        let any = xproto::AtomEnum::ANY;
        let reply = self.x.get_property(false, window, atom, any, 0, 4096).ok()?.reply().ok()?;
        (reply.format != 0).then_some(reply)
    }

    /// The title of the window that has the keyboard.
    pub fn title(&self) -> String {
        let active = self.property(self.root, "_NET_ACTIVE_WINDOW");
        let window = active.and_then(|active| active.value32()?.next());
        let title = window.and_then(|window| self.property(window, "_NET_WM_NAME"));
        title.map(|title| String::from_utf8_lossy(&title.value).into_owned()).unwrap_or_default()
    }

    /// The colours of a part of the screen, four bytes a pixel.
    pub fn pixels(&self, x: i16, y: i16, width: u16, height: u16) -> Vec<u8> {
        let image =
            self.x.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, !0).unwrap().reply();
        image.unwrap().data
    }

    fn pixel(&self, (x, y): (i16, i16)) -> [u8; 3] {
        let bytes = self.pixels(x, y, 1, 1);
        [bytes[2], bytes[1], bytes[0]]
    }

    /// Keeps a picture of the screen for people to look at.
    pub fn picture(&self, name: &str) {
        let bytes = self.pixels(0, 0, SIZE.0, SIZE.1);
        let picture = image::RgbImage::from_fn(SIZE.0.into(), SIZE.1.into(), |x, y| {
            let at = 4 * (y as usize * usize::from(SIZE.0) + x as usize);
            image::Rgb([bytes[at + 2], bytes[at + 1], bytes[at]])
        });
        let folder = pictures();
        std::fs::create_dir_all(&folder).unwrap();
        picture.save(folder.join(format!("{name}.png"))).unwrap();
    }

    /// Presses or lets go of a key by its code.
    fn fake(&self, code: u8, down: bool) {
        let kind = if down { xproto::KEY_PRESS_EVENT } else { xproto::KEY_RELEASE_EVENT };
        self.x.xtest_fake_input(kind, code, 0, x11rb::NONE, 0, 0, 0).unwrap();
    }

    /// Sees to it that the server has taken all that was sent.
    pub fn sync(&self) {
        self.x.get_input_focus().unwrap().reply().unwrap();
    }

    /// Presses a key and lets it go, by its code.
    pub fn press_code(&self, code: u8) {
        self.fake(code, true);
        self.fake(code, false);
    }

    fn press_with(&self, held: &[u32], symbol: u32) {
        let (code, shift) = *self.layout.get(&symbol).unwrap_or_else(|| panic!("no key for {symbol:#x}"));
        let shift = shift.then_some(SHIFT);
        let held: Vec<u8> = held.iter().copied().chain(shift).map(|held| self.layout[&held].0).collect();
        held.iter().for_each(|held| self.fake(*held, true));
        self.press_code(code);
        held.iter().rev().for_each(|held| self.fake(*held, false));
    }

    /// Presses the key, or keys, that mean this.
    pub fn press(&self, key: Key) {
        match key {
            Key::Char(character) => self.press_with(&[], symbol_of(character)),
            Key::Enter => self.press_with(&[], 0xff0d),
            Key::ShiftEnter => self.press_with(&[SHIFT], 0xff0d),
            Key::Backspace => self.press_with(&[], 0xff08),
            Key::Tab => self.press_with(&[], 0xff09),
            Key::ShiftTab => self.press_with(&[SHIFT], 0xff09),
            Key::Up => self.press_with(&[], 0xff52),
            Key::Down => self.press_with(&[], 0xff54),
            Key::Left => self.press_with(&[], 0xff51),
            Key::Right => self.press_with(&[], 0xff53),
            Key::Home => self.press_with(&[], 0xff50),
            Key::End => self.press_with(&[], 0xff57),
            Key::Escape => self.press_with(&[], 0xff1b),
            Key::Function(number) => self.press_with(&[], 0xffbd + u32::from(number)),
            Key::Control(letter) => self.press_with(&[CONTROL], symbol_of(letter)),
            Key::Unclear => self.press_with(&[], 0xffff),
        }
    }

    /// Types a text at once.
    pub fn type_text(&self, text: &str) {
        text.chars().for_each(|character| self.press(Key::Char(character)));
        self.sync();
    }

    /// Alt+F4.
    pub fn close_window(&self) {
        self.press_with(&[ALT], 0xffc1);
        self.sync();
    }
}

/// From here on symbols are those of keys for music, mail and the like.
const MEDIA: u32 = 0x1000_0000;
const SHIFT: u32 = 0xffe1;
const CONTROL: u32 = 0xffe3;
const ALT: u32 = 0xffe9;

/// A place at the left edge where home and study show the desk, and dialogs their veil.
const PROBE: (i16, i16) = (2, 300);

fn desk() -> [u8; 3] {
    let [red, green, blue, _] = LIGHT.desk.to_array();
    [red, green, blue]
}

/// The X symbol that types a character.
fn symbol_of(character: char) -> u32 {
    match u32::from(character) {
        latin @ (0x20..=0x7e | 0xa0..=0xff) => latin,
        other => 0x0100_0000 + other,
    }
}

/// Where pictures go.
pub fn pictures() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures")
}

/// The program's window.
pub struct Window<'d> {
    display: &'d Display,
    process: Owned,
}

impl Window<'_> {
    /// Waits until the window's title begins so.
    pub fn wait_title(&self, begins: &str) {
        self.display.wait(&format!("the title {begins}"), |display| display.title().starts_with(begins));
    }

    /// Waits until nothing changes any more but a caret.
    pub fn still(&self) {
        let whole = || self.display.pixels(0, 0, SIZE.0, SIZE.1);
        let (mut before, until) = (whole(), Instant::now() + PATIENCE);
        loop {
            std::thread::sleep(Duration::from_millis(150));
            let now = whole();
            let changed = before.chunks(4).zip(now.chunks(4)).filter(|(one, other)| one != other).count();
            if changed < 200 {
                return;
            }
            assert!(Instant::now() < until, "the window does not come to rest");
            before = now;
        }
    }

    /// Presses the key of a command until its dialog stands there with the keyboard.
    pub fn dialog(&self, key: Key) {
        self.still();
        let veiled = || !self.display.shows_desk();
        for _ in 0..20 {
            self.display.press(key);
            self.display.sync();
            let until = Instant::now() + PATIENCE / 20;
            while Instant::now() < until {
                if veiled() {
                    return self.still();
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        self.display.picture("gave-up");
        panic!("no dialog opens on {key:?}");
    }

    /// Replaces what stands in the field that has the keyboard.
    pub fn fill(&self, text: &str) {
        self.display.press(Key::Control('a'));
        self.display.type_text(text);
    }

    /// Types keys without any pause, in bursts of `burst` keys with the window at rest in between.
    pub fn keys(&self, keys: &[Key], burst: usize) {
        for keys in keys.chunks(burst) {
            keys.iter().for_each(|key| self.display.press(*key));
            self.display.sync();
            if burst == 1 {
                // Frames come in between, as when people type.
                std::thread::sleep(Duration::from_millis(4));
            } else {
                self.still();
            }
        }
    }

    /// Presses keys at once, and waits until the window is at rest.
    pub fn press(&self, keys: &[Key]) {
        keys.iter().for_each(|key| self.display.press(*key));
        self.display.sync();
        self.still();
    }

    /// Keeps a picture of the window at rest.
    pub fn picture(&self, name: &str) {
        self.still();
        self.display.picture(name);
    }

    /// Ends the program at once (SIGKILL).
    pub fn kill(mut self) {
        self.process.0.kill().unwrap();
        self.process.0.wait().unwrap();
    }

    /// Closes the window as its user would, and waits for the program's end.
    pub fn close(mut self) {
        self.display.close_window();
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.process.0.try_wait().unwrap() {
                assert!(status.success(), "{status}; the program said: {}", self.display.messages());
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the window does not close");
    }
}
