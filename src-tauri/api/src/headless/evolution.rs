//! How the steps of files went, and what that proposes, for a terminal.

use std::path::{Path, PathBuf};

use run_store::RunPersistence;

use crate::contract::params::ProposalReference;
use crate::contract::{ActivityStrategy, ApiError, ErrorCode, HostKind, RoutineEvolution, Strategy};
use crate::evolution::EvolutionBook;
use crate::library::read_routine;
use crate::reading::read;
use crate::studio::{StudioOptions, now, open_store};

/// How steps are done, and how they went over all runs of a database.
#[derive(Debug)]
pub struct Figures {
    store: RunPersistence,
}

impl Figures {
    /// Those of a database, or of the user's own; none where nothing was ever kept.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn open(database: Option<PathBuf>) -> Result<Self, ApiError> {
        let options = StudioOptions { database, ..StudioOptions::new(HostKind::Browser) };
        let path = options.database_path();
        // To look is no reason to make one.
        let path = if path.exists() { path } else { PathBuf::from(":memory:") };
        Ok(Self { store: open_store(&path)? })
    }

    /// How each activity of a file is done.
    ///
    /// # Errors
    /// When it cannot be read, or nothing of it can be understood.
    pub fn strategies(&self, file: &Path) -> Result<Vec<ActivityStrategy>, ApiError> {
        let past = EvolutionBook::open(&self.store, None)?.figures(file)?;
        read(&read_routine(file)?.bytes).if_xml().map(|reading| reading.strategies(&past))
    }

    /// How the steps of a file went, and what that proposes.
    ///
    /// # Errors
    /// When the file or the figures cannot be read.
    pub fn of(&self, file: &Path) -> Result<RoutineEvolution, ApiError> {
        EvolutionBook::open(&self.store, None)?.read(file)
    }

    /// Gives a step the strategy that is proposed for it, and answers what it became.
    ///
    /// # Errors
    /// When nothing is proposed for it, or the file cannot be changed.
    pub fn accept(&self, file: &Path, element: &str) -> Result<Strategy, ApiError> {
        let proposal = self.proposed(file, element)?;
        EvolutionBook::open(&self.store, None)?.accept(file, &proposal, now())?;
        Ok(proposal.to)
    }

    /// Does not show the proposal for a step again for a while, and answers what was proposed.
    ///
    /// # Errors
    /// When nothing is proposed for it, or that cannot be stored.
    pub fn dismiss(&self, file: &Path, element: &str) -> Result<Strategy, ApiError> {
        let proposal = self.proposed(file, element)?;
        EvolutionBook::open(&self.store, None)?.dismiss(file, &proposal, now())?;
        Ok(proposal.to)
    }

    fn proposed(&self, file: &Path, element: &str) -> Result<ProposalReference, ApiError> {
        let RoutineEvolution { version, steps, .. } = self.of(file)?;
        let proposal = steps.into_iter().find(|step| step.element == element).and_then(|step| step.proposal);
        let proposal = proposal
            .ok_or_else(|| ApiError::new(ErrorCode::NotFound, format!("Nothing is proposed for {element}.")))?;
        Ok(ProposalReference {
            path: file.to_string_lossy().into_owned(),
            element: element.to_owned(),
            from: proposal.from,
            to: proposal.to,
            expected_version: Some(version),
        })
    }
}
