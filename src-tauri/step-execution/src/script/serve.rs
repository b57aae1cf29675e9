//! The other side of [`super::process`]: a process that runs scripts until its input ends.

use std::io::{self, BufRead, Write};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, mpsc};
use std::thread;

use super::THREAD_STACK;
use super::wire::{Order, Reply};
use crate::progress::{Progress, ProgressSink};

/// Something for the main thread.
enum Signal {
    Order(Order),
    Reply(Reply),
    InputEnded,
}

/// Takes scripts from the standard input, one JSON value a line, and writes notes and endings to the standard output.
/// Returns when the input ends, also while a script runs: a process whose owner has died must not go on.
///
/// # Errors
/// When a line is no script, or the output is closed.
pub fn serve_scripts() -> io::Result<()> {
    let (signals, inbox) = mpsc::channel();
    let reader = signals.clone();
    thread::Builder::new().name("orders".to_owned()).spawn(move || read_orders(&reader))?;
    for signal in inbox {
        match signal {
            Signal::InputEnded => break,
            Signal::Order(order) => start(order, signals.clone())?,
            Signal::Reply(reply) => {
                let mut line = serde_json::to_vec(&reply)?;
                line.push(b'\n');
                let mut output = io::stdout().lock();
                output.write_all(&line)?;
                output.flush()?;
            }
        }
    }
    Ok(())
}

fn read_orders(signals: &mpsc::Sender<Signal>) {
    let orders = io::stdin().lock().lines().map_while(Result::ok);
    for order in orders.map_while(|line| serde_json::from_str(&line).ok()) {
        if signals.send(Signal::Order(order)).is_err() {
            return;
        }
    }
    // The main thread may have ended first.
    signals.send(Signal::InputEnded).ok();
}

fn start(order: Order, signals: mpsc::Sender<Signal>) -> io::Result<()> {
    let run = move || {
        let notes = signals.clone();
        let progress = ProgressSink::new(move |progress| match progress {
            Progress::Note(note) => drop(notes.send(Signal::Reply(Reply::Note(note)))),
            // Scripts are free.
            Progress::Charge(_) | Progress::Text { .. } => {}
            // A script has nothing to put on record; whoever waits for it is told by the dropped sender.
            Progress::Record { .. } | Progress::Decision { .. } => {}
        });
        let script = order.script(progress);
        let ending = script.run(&Arc::new(AtomicBool::new(false)));
        signals.send(Signal::Reply(Reply::Ending(ending))).ok();
    };
    thread::Builder::new().name("script".to_owned()).stack_size(THREAD_STACK).spawn(run).map(drop)
}
