//! A server on this machine that counts how often it was called, as the world outside would see it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

const ANSWER: &str = r#"{"heard":true}"#;

/// One call that has arrived whole.
#[derive(Clone, Debug)]
pub struct Called {
    /// The element that has called: the path.
    pub element: String,
    /// Its idempotency key.
    pub key: Option<String>,
}

/// Listens until it is dropped.
pub struct Server {
    address: SocketAddr,
    called: Arc<Mutex<Vec<Called>>>,
    over: Arc<AtomicBool>,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (called, over) = (Arc::new(Mutex::default()), Arc::new(AtomicBool::new(false)));
        let (calls, ended) = (Arc::clone(&called), Arc::clone(&over));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                let calls = Arc::clone(&calls);
                // A caller that is killed breaks off, and that is no fault of the server.
                thread::spawn(move || drop(stream.and_then(|stream| answer_all(stream, &calls))));
            }
        });
        Self { address, called, over }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// All calls so far, in order.
    pub fn called(&self) -> Vec<Called> {
        self.called.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // Wakes the listener, which then ends; it may have ended already.
        let _ = TcpStream::connect(self.address);
    }
}

/// Answers the calls of one connection: each is counted before it is answered, as an effect is there before its caller
/// knows.
fn answer_all(stream: TcpStream, calls: &Mutex<Vec<Called>>) -> std::io::Result<()> {
    let mut writer = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    while let Some(first) = lines.next() {
        let mut called = Called { element: first?.split(['/', ' ']).nth(2).unwrap_or_default().to_owned(), key: None };
        loop {
            let Some(line) = lines.next() else { return Ok(()) };
            let line = line?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("idempotency-key")
            {
                called.key = Some(value.trim().to_owned());
            }
        }
        calls.lock().unwrap().push(called);
        let length = ANSWER.len();
        write!(
            writer,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{ANSWER}"
        )?;
    }
    Ok(())
}
