//! `routine serve`: the program for a browser, on the loopback and nowhere else.
//!
//! One page, one socket. The address that is printed holds a token that changes with every start; without it nothing
//! is answered. Deliberately absent: other addresses, encryption (the traffic never leaves the machine), accounts.

mod door;
mod missing_page;
mod pages;
mod rpc;
mod shutdown;
mod token;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use api::Studio;
use api::contract::HostKind;
use axum::Router;
use axum::routing::any;
use tokio::net::TcpListener;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;
use door::Door;
pub(crate) use shutdown::requested as until_asked_to_end;
use token::Token;

/// The program for a browser.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Port on the loopback; a free one when absent.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Project folder; as the settings say when absent.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Routines to open in the page.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What every request needs.
#[derive(Clone)]
struct Shared {
    studio: Studio,
    door: Arc<Door>,
}

impl Serve {
    /// Serves until the program is asked to end.
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let mut options = terminal.studio_options(HostKind::Browser, database);
        options.project_folder = self.folder;
        let studio = Studio::open(options).await?;
        for file in &self.files {
            studio.open_file(file)?;
        }
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)))
            .await
            .map_err(|error| Failure::unusable(format!("Port {} cannot be opened: {error}.", self.port)))?;
        let port = listener.local_addr().map_err(|error| Failure::unusable(error.to_string()))?.port();
        let token = Token::random()?;
        let address = format!("http://127.0.0.1:{port}/?token={token}");
        let app = router(Shared { studio: studio.clone(), door: Arc::new(Door::new(token, port)) });

        terminal.print(&serde_json::json!({ "address": address }), &format!("Routine Studio is at {address}"));
        terminal.note("It ends with Ctrl+C.");
        let ended = axum::serve(listener, app).with_graceful_shutdown(shutdown::requested()).await;
        ended.map_err(|error| Failure::unusable(format!("The server ended: {error}.")))?;
        studio.close().await;
        Ok(Exit::Done)
    }
}

fn router(shared: Shared) -> Router {
    let door = Arc::clone(&shared.door);
    Router::new()
        .route("/rpc", any(rpc::connect))
        .fallback(pages::answer)
        .layer(axum::middleware::from_fn_with_state(door, door::guard))
        .with_state(shared)
}
