//! The one binary: the window without arguments, a command otherwise. No rules here.

fn main() -> std::process::ExitCode {
    recto::command_line::run()
}
