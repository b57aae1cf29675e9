//! Runs one model's GGUF file and answers on the loopback in OpenAI's protocol.
//!
//! The program that starts it names the file in `ROUTINE_LOCAL_MODEL_FILE`, gives the key in `ROUTINE_LOCAL_MODEL_KEY`, reads the address from the first line of stdout, and
//! ends it by closing its stdin. One answer at a time: there is one model in memory. Deliberately absent: tools, pictures,
//! several models.

mod generation;
mod http;
mod wish;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;

use generation::Runner;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            let _ = writeln!(std::io::stderr(), "{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let given = |name: &str| std::env::var_os(name).ok_or_else(|| format!("{name} is not set"));
    let file = PathBuf::from(given("ROUTINE_LOCAL_MODEL_FILE")?);
    let key = given("ROUTINE_LOCAL_MODEL_KEY")?.to_string_lossy().into_owned();
    let runner = Runner::load(&file)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let mut out = std::io::stdout();
    writeln!(out, "http://127.0.0.1:{port}/v1/").and_then(|()| out.flush()).map_err(|error| error.to_string())?;
    std::thread::spawn(end_with_stdin);
    for stream in listener.incoming().flatten() {
        // What goes wrong with one connection is over with it.
        let _ = http::serve(stream, &key, &runner);
    }
    Ok(())
}

/// Whoever started this program has ended when its end of stdin is closed.
fn end_with_stdin() {
    let mut rest = [0; 64];
    while std::io::stdin().read(&mut rest).is_ok_and(|count| count > 0) {}
    std::process::exit(0);
}
