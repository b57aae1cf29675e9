//! `routine swarm watch`.

use api::Swarms;
use api::headless::ToldEntry;

use super::telling::tell_happened;
use crate::exit::{Exit, Failure};
use crate::serve::until_asked_to_end;
use crate::terminal::Terminal;

/// Tell a swarm's journal.
#[derive(Debug, clap::Args)]
pub(crate) struct Watch {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// The first entry to tell.
    #[arg(long, value_name = "SEQ", default_value_t = 1)]
    from: u64,
    /// Tell what is there, and end.
    #[arg(long)]
    once: bool,
}

impl Watch {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        let mut tell = |told: ToldEntry| tell_happened(terminal, &told);
        if self.once {
            swarms.tell_journal(&self.swarm, self.from, &mut tell).await?;
            return Ok(Exit::Done);
        }
        tokio::select! {
            followed = swarms.follow_journal(&self.swarm, self.from, &mut tell) => followed?,
            () = until_asked_to_end() => {}
        }
        Ok(Exit::Done)
    }
}
