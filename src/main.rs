//! The program `platc`: everything that touches the outside, around the library that does not.

mod cli;

/// A compile makes and drops many small values, on every thread.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
