//! Which runs are asked for, and the answer: conditions on lines of the list, read a page at a time.

use run_engine::{RunId, RunStatus, StatusReason};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::runs::{COLUMNS, RunRow, read, word};
use crate::{RunPersistence, StoreError};

/// Which runs are asked for. Everything that is given has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunQuery {
    /// What has to hold for a run.
    pub conditions: Vec<RunCondition>,
    /// Only these runs are listed, while the total counts the others, too.
    pub among: Option<Vec<RunId>>,
    /// Where the page before this one ended.
    pub after: Option<RunCursor>,
    /// How many at most; none means all.
    pub limit: Option<u32>,
}

/// What has to hold for a run, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunCondition {
    /// What is looked at.
    pub test: RunTest,
    /// Only runs for which it does not hold.
    pub not: bool,
}

/// What may hold for a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunTest {
    /// The text is in the routine's name, its path or the run's id; upper and lower case are the same.
    Text(String),
    /// The text is in the routine's name or its path.
    Routine(String),
    /// The routine has this path.
    Path(String),
    /// It has one of these statuses.
    Status(Vec<RunStatus>),
    /// It has its status for one of these reasons.
    Reason(Vec<StatusReason>),
    /// It waits for a person.
    Asks,
    /// It began as a copy of another run.
    Copied,
    /// It came from a file.
    Imported,
    /// It does not look at data.
    TokenGame,
    /// It may be removed: it has ended or came from a file.
    Removable,
    /// A number of it is so.
    Is(Measure, Relation, i64),
    /// A number of it is the first bound or more, and less than the second.
    Within(Measure, i64, i64),
}

/// A number that a run has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// When it was created, milliseconds since 1970.
    Created,
    /// Milliseconds from its creation to its end; a run that has not ended has none, and nothing holds for it.
    Duration,
    /// What it has cost, micro-credits.
    MicroCredits,
    /// Steps begun.
    Steps,
    /// Entries in its journal.
    Entries,
    /// Open incidents.
    Incidents,
}

/// How a number is to a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Less than it.
    Below,
    /// It or less.
    AtMost,
    /// The same.
    Equal,
    /// It or more.
    AtLeast,
    /// More than it.
    Above,
}

/// Where a page of the list ends. The list may change; what comes behind is still what was behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunCursor {
    created_at: i64,
    key: i64,
}

/// A part of the list of runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunPage {
    /// The runs, latest first.
    pub runs: Vec<RunRow>,
    /// How many fulfil the conditions, of which `runs` may be a part.
    pub total: u64,
    /// Where this page ends; none when nothing follows.
    pub next: Option<RunCursor>,
}

impl RunQuery {
    /// All runs for which one thing holds.
    #[must_use]
    pub fn of(test: RunTest) -> Self {
        Self { conditions: vec![test.into()], ..Self::default() }
    }
}

impl From<RunTest> for RunCondition {
    fn from(test: RunTest) -> Self {
        Self { test, not: false }
    }
}

impl std::fmt::Display for RunCursor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}-{}", self.created_at, self.key)
    }
}

impl std::str::FromStr for RunCursor {
    type Err = std::num::ParseIntError;

    /// # Errors
    /// The text is none that a cursor was shown as.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (created_at, key) = text.rsplit_once('-').unwrap_or((text, ""));
        Ok(Self { created_at: created_at.parse()?, key: key.parse()? })
    }
}

impl RunPersistence {
    /// The runs that a query asks for, latest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn runs(&self, query: RunQuery) -> Result<RunPage, StoreError> {
        self.call(move |connection| list(connection, &query))
    }

    /// The latest run of each routine that has one.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn latest_runs(&self) -> Result<Vec<RunRow>, StoreError> {
        self.call(|connection| {
            // One look into the index for each routine, however many runs it has.
            let mut statement = connection.prepare_cached(&format!(
                "WITH RECURSIVE paths (path) AS (
                   SELECT min(routine_path) FROM runs
                   UNION ALL SELECT (SELECT min(routine_path) FROM runs WHERE routine_path > path) FROM paths WHERE path IS NOT NULL)
                 SELECT {COLUMNS} FROM runs WHERE key IN (
                   SELECT (SELECT key FROM runs WHERE routine_path = path ORDER BY created_at DESC, key DESC LIMIT 1) FROM paths)"
            ))?;
            let mut rows = statement.query([])?;
            let mut latest = Vec::new();
            while let Some(row) = rows.next()? {
                latest.push(read(row)?);
            }
            Ok(latest)
        })
    }
}

/// A condition in SQL, with the values that it names.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn one_of<T>(&mut self, values: &[T], text: impl Fn(&T) -> String) -> String {
        let places: Vec<_> = values.iter().map(|value| self.value(text(value))).collect();
        format!("({})", places.join(", "))
    }

    fn contains(&mut self, text: &str) -> String {
        let text = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        format!("LIKE {} ESCAPE '\\'", self.value(format!("%{text}%")))
    }

    fn add(&mut self, RunCondition { test, not }: &RunCondition) {
        let sql = match test {
            RunTest::Text(text) => {
                let like = self.contains(text);
                format!("routine_name {like} OR routine_path {like} OR run {like}")
            }
            RunTest::Routine(text) => {
                let like = self.contains(text);
                format!("routine_name {like} OR routine_path {like}")
            }
            RunTest::Path(path) => format!("routine_path = {}", self.value(path.clone())),
            RunTest::Status(statuses) => format!("status IN {}", self.one_of(statuses, word)),
            RunTest::Reason(reasons) => format!("coalesce(reason, '') IN {}", self.one_of(reasons, word)),
            RunTest::Asks => "asks > 0".to_owned(),
            RunTest::Copied => "origin_run IS NOT NULL".to_owned(),
            RunTest::Imported => "imported_run IS NOT NULL".to_owned(),
            RunTest::TokenGame => format!("mode = {}", self.value(word(&run_engine::RunMode::TokenGame))),
            RunTest::Removable => {
                let ended = [RunStatus::Completed, RunStatus::Failed, RunStatus::Cancelled];
                format!("imported_run IS NOT NULL OR status IN {}", self.one_of(&ended, word))
            }
            RunTest::Within(measure, from, until) => {
                let measure = measured(*measure);
                format!("{measure} >= {} AND {measure} < {}", self.value(*from), self.value(*until))
            }
            RunTest::Is(measure, relation, bound) => {
                let relation = match relation {
                    Relation::Below => "<",
                    Relation::AtMost => "<=",
                    Relation::Equal => "=",
                    Relation::AtLeast => ">=",
                    Relation::Above => ">",
                };
                format!("{} {relation} {}", measured(*measure), self.value(*bound))
            }
        };
        // What is not known holds neither way round.
        self.sql.push(if *not { format!("NOT ({sql})") } else { format!("({sql})") });
    }

    fn joined(&self) -> String {
        if self.sql.is_empty() { "TRUE".to_owned() } else { self.sql.join(" AND ") }
    }
}

fn measured(measure: Measure) -> &'static str {
    match measure {
        Measure::Created => "created_at",
        Measure::Duration => "ended_at - created_at",
        Measure::MicroCredits => "micro_credits",
        Measure::Steps => "steps",
        Measure::Entries => "seq",
        Measure::Incidents => "incidents",
    }
}

fn list(connection: &Connection, query: &RunQuery) -> Result<RunPage, StoreError> {
    let mut conditions = Conditions::default();
    for condition in &query.conditions {
        conditions.add(condition);
    }
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM runs WHERE {}", conditions.joined()))?
        .query_row(params_from_iter(&conditions.values), |row| row.get(0))?;
    if let Some(among) = &query.among {
        let among = conditions.one_of(among, |run| run.to_string());
        conditions.sql.push(format!("run IN {among}"));
    }
    if let Some(RunCursor { created_at, key }) = query.after {
        let (created_at, key) = (conditions.value(created_at), conditions.value(key));
        conditions.sql.push(format!("(created_at, key) < ({created_at}, {key})"));
    }
    // One more than is wanted tells whether anything follows.
    let limit = query.limit.map_or(-1, |limit| i64::from(limit) + 1);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, key FROM runs WHERE {} ORDER BY created_at DESC, key DESC LIMIT {limit}",
        conditions.joined()
    ))?;
    let wanted = query.limit.map_or(usize::MAX, |limit| limit as usize);
    let mut rows = statement.query(params_from_iter(&conditions.values))?;
    let (mut runs, mut last, mut next) = (Vec::new(), None, None);
    while let Some(row) = rows.next()? {
        if runs.len() == wanted {
            next = last;
            break;
        }
        let run = read(row)?;
        last = Some(RunCursor { created_at: run.created_at.0, key: row.get("key")? });
        runs.push(run);
    }
    Ok(RunPage { runs, total, next })
}
