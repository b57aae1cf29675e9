//! The account, and the swarms below that share in it.

use routine_model::{Credits, SwarmId};
use serde::{Deserialize, Serialize};

use crate::ask::Charge;
use crate::author::{AskKey, Author, Origin};
use crate::ledger::Holder;
use crate::settings::SwarmSettings;

/// More may be spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditsAllocated {
    /// How much more.
    pub amount: Credits,
    /// Who wanted it.
    pub by: Author,
}

/// Credits are kept back for a run or a child swarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditsReserved {
    /// For whom.
    pub holder: Holder,
    /// How much more.
    pub amount: Credits,
    /// The run's ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<AskKey>,
}

/// Credits were asked for that are not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditsRefused {
    /// For whom.
    pub holder: Holder,
    /// How much.
    pub amount: Credits,
    /// How much there is.
    pub available: Credits,
    /// The run's ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<AskKey>,
}

/// A run or a child swarm has spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditsSettled {
    /// Who.
    pub holder: Holder,
    /// Since its beginning.
    pub total: Credits,
    /// More than before.
    pub amount: Credits,
    /// On what, as far as that was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
}

/// What was reserved and not spent is free again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditsReturned {
    /// By whom.
    pub holder: Holder,
    /// How much.
    pub amount: Credits,
}

/// There is a swarm below this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChildSpawned {
    /// Its id.
    pub child: SwarmId,
    /// What it was made with.
    pub settings: SwarmSettings,
    /// Who wanted it.
    pub by: Origin,
}

/// It has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChildEnded {
    /// Its id.
    pub child: SwarmId,
}
