//! The program `platc`: everything that touches the outside, around the library that does not.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
