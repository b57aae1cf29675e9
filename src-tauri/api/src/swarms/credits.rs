//! A swarm's account: ledger, breakdown, burn-down, records. The statement is a fold over the journal; it is kept, and goes on
//! with what came since.

use std::collections::HashMap;
use std::sync::PoisonError;

use routine_model::SwarmId;
use swarm::ledger::Statement;
use swarm::state::SwarmContext;

use super::{Swarms, id, swarm_failed};
use crate::contract::params::{ReadBreakdown, ReadBurnDown, ReadLedger, ReadRecords};
use crate::contract::{ApiError, BurnDown, CreditsBreakdown, ErrorCode, LedgerPage, SwarmRecordPage};
use crate::projection::swarm::{Names, breakdown, burn_down, ledger_page, records_page};

/// The most lines that one page holds.
const MOST_LINES: u32 = 2_000;

/// Statements by swarm, as far as they were asked for.
#[derive(Debug, Default)]
pub(super) struct Accounts(HashMap<SwarmId, Account>);

#[derive(Debug, Clone, Default)]
struct Account {
    /// The last entry that the statement contains.
    seq: u64,
    statement: Statement,
}

impl Swarms {
    /// A stretch of the ledger, the latest line first.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn read_ledger(&self, params: ReadLedger) -> Result<LedgerPage, ApiError> {
        let ReadLedger { swarm_id, skip, limit } = params;
        let look =
            move |names: Names<'_>, statement: &Statement| ledger_page(names, statement, skip, limit.min(MOST_LINES));
        self.with_statement(&id(&swarm_id), look).await
    }

    /// Who spent what.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn read_breakdown(&self, params: ReadBreakdown) -> Result<CreditsBreakdown, ApiError> {
        let by = params.by;
        self.with_statement(&id(&params.swarm_id), move |names, statement| breakdown(names, statement, by)).await
    }

    /// How the account went down.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn read_burn_down(&self, params: ReadBurnDown) -> Result<BurnDown, ApiError> {
        let points = params.points.min(MOST_LINES);
        let now = self.clock.now();
        self.with_statement(&id(&params.swarm_id), move |_, statement| burn_down(statement, points, now)).await
    }

    /// A stretch of what its runs gave and cost, the latest first.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn read_records(&self, params: ReadRecords) -> Result<SwarmRecordPage, ApiError> {
        let swarm = id(&params.swarm_id);
        let journal = self.host.journal(&swarm, 1, None).await.map_err(swarm_failed)?;
        let limit = params.limit.min(MOST_LINES);
        let look = move |context: &SwarmContext| records_page(Names(context), &journal, params.before, limit);
        self.host.read(&swarm, look).await.map_err(swarm_failed)
    }

    async fn with_statement<T: Send + 'static>(
        &self,
        swarm: &SwarmId,
        look: impl FnOnce(Names<'_>, &Statement) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let mut account = {
            let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
            accounts.0.remove(swarm).unwrap_or_default()
        };
        for entry in self.host.journal(swarm, account.seq + 1, None).await.map_err(swarm_failed)? {
            account.statement.add(&entry).map_err(|error| ApiError::new(ErrorCode::StoreFailed, error.to_string()))?;
            account.seq = entry.seq;
        }
        let statement = account.statement.clone();
        let looked = self.host.read(swarm, move |context| look(Names(context), &statement)).await;
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner).0.insert(swarm.clone(), account);
        looked.map_err(swarm_failed)
    }
}
