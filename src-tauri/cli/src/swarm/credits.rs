//! A swarm's account.

use api::Swarms;
use api::contract::params::{ReadBreakdown, ReadLedger, TopUpSwarm};
use api::contract::{BreakdownBy, LedgerKind};
use serde_json::json;

use super::life::standing;
use super::telling::tell_swarm;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Raise what a swarm may spend.
#[derive(Debug, clap::Args)]
pub(crate) struct TopUp {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// By how many credits.
    #[arg(value_name = "CREDITS")]
    amount: String,
}

impl TopUp {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        swarms.top_up_swarm(TopUpSwarm { swarm_id: self.swarm.clone(), amount: self.amount }).await?;
        tell_swarm(terminal, &standing(swarms, &self.swarm).await?);
        Ok(Exit::Done)
    }
}

/// By what spending is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// Who spent it.
    Member,
    /// For which routine.
    Routine,
    /// For which step.
    Step,
    /// How it was done.
    Strategy,
}

/// Who spent what, or every movement of the account.
#[derive(Debug, clap::Args)]
pub(crate) struct Credits {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// What the lines are.
    #[arg(long, value_enum, default_value_t = By::Routine, conflicts_with = "ledger")]
    by: By,
    /// Every movement, the latest first.
    #[arg(long)]
    ledger: bool,
}

/// Lines asked for at once.
const PAGE: u32 = 1_000;

impl Credits {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        if self.ledger {
            return tell_ledger(terminal, swarms, &self.swarm).await;
        }
        let by = match self.by {
            By::Member => BreakdownBy::Member,
            By::Routine => BreakdownBy::Routine,
            By::Step => BreakdownBy::Step,
            By::Strategy => BreakdownBy::Strategy,
        };
        let credits = standing(swarms, &self.swarm).await?.credits;
        let breakdown = swarms.read_breakdown(ReadBreakdown { swarm_id: self.swarm, by }).await?;
        for line in &breakdown.lines {
            let name = if line.name.is_empty() { "(not known)" } else { &line.name };
            let object = json!({ "type": "spending", "name": line.name, "charges": line.charges, "spent": line.spent });
            terminal.print(&object, &format!("{name:<40} {:>6} charges  {:>14}", line.charges, line.spent));
        }
        let cap = credits.cap.as_deref().unwrap_or("no cap");
        let object = json!({
            "type": "account", "cap": credits.cap, "spent": credits.spent, "reserved": credits.reserved,
            "available": credits.available,
        });
        terminal.print(&object, &format!("{} spent, {} reserved, of {cap}", credits.spent, credits.reserved));
        Ok(Exit::Done)
    }
}

async fn tell_ledger(terminal: &mut Terminal, swarms: &Swarms, swarm: &str) -> Result<Exit, Failure> {
    let mut skip = 0;
    loop {
        let page = swarms.read_ledger(ReadLedger { swarm_id: swarm.to_owned(), skip, limit: PAGE }).await?;
        for line in &page.lines {
            let kind = match line.kind {
                LedgerKind::Allocated => "allocated",
                LedgerKind::Reserved => "reserved",
                LedgerKind::Spent => "spent",
                LedgerKind::Returned => "returned",
                LedgerKind::Refused => "refused",
            };
            let holder = line.run_id.as_deref().or(line.child_swarm.as_deref()).unwrap_or_default();
            terminal.print(line, &format!("{:>6}  {kind:<10} {:>14}  {holder}", line.seq, line.amount));
        }
        skip += page.lines.len() as u64;
        if page.lines.is_empty() || skip >= page.total {
            return Ok(Exit::Done);
        }
    }
}
