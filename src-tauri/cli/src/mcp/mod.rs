//! `routine mcp`: the routines of a folder as tools for other agents, over input and output.
//!
//! Nothing but the protocol goes to the output; what else there is to say goes to the log.

mod definitions;
mod server;

use std::path::PathBuf;

use api::headless::{Headless, SwarmVisit};
use rmcp::ServiceExt;
use server::RoutineServer;

use crate::exit::{Exit, Failure};
use crate::serve::until_asked_to_end;

/// The routines of a folder as tools for other agents, by the Model Context Protocol over input and output.
#[derive(Debug, clap::Args)]
pub(crate) struct Mcp {
    /// The folder with the routines.
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,

    /// A swarm that the agent works for: its tools are offered too, and routines that are started work for it.
    #[arg(long, value_name = "ID")]
    swarm: Option<String>,

    /// The member of its team as whom the agent works; without one it may do what the swarm lets everybody do.
    #[arg(long, value_name = "MEMBER", requires = "swarm")]
    member: Option<String>,
}

impl Mcp {
    pub(crate) async fn run(self, database: Option<PathBuf>) -> Result<Exit, Failure> {
        if !self.folder.is_dir() {
            return Err(Failure::unusable(format!("{} is no folder.", self.folder.display())));
        }
        let headless = std::sync::Arc::new(Headless::open(database, &self.folder)?);
        let member = self.member;
        let visit = self.swarm.map(|swarm| SwarmVisit { swarm, subtask: None, member });
        let server = RoutineServer::new(std::sync::Arc::clone(&headless), self.folder, visit);
        let service = server.serve(rmcp::transport::stdio()).await;
        let service =
            service.map_err(|error| Failure::unusable(format!("Nobody speaks the protocol here: {error}.")))?;
        tokio::select! {
            _ = service.waiting() => {}
            () = until_asked_to_end() => {}
        }
        // A call that is still under way holds it; its run is taken up by whoever opens the database next.
        if let Some(headless) = std::sync::Arc::into_inner(headless) {
            headless.close().await?;
        }
        Ok(Exit::Done)
    }
}
