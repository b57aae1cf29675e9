//! Soundness in the words of screens.

use routine_model::soundness::{self as model, MoveKind};

use super::{Reading, diagnostic};
use crate::contract::{Diagnostic, SoundnessProblem, SoundnessView, TokenMove, TokenMoveKind};

impl Reading {
    /// Whether the processes can get stuck, and how.
    pub(crate) fn soundness(&self) -> SoundnessView {
        let verdicts = model::soundness(&self.graph);
        let problems = model::soundness_findings(&self.graph, &verdicts).into_iter().map(problem).collect();
        SoundnessView { problems, decided: verdicts.iter().all(|verdict| verdict.decided) }
    }

    /// The same as problems only.
    pub(crate) fn soundness_diagnostics(&self) -> Vec<Diagnostic> {
        self.soundness().problems.into_iter().map(|problem| problem.diagnostic).collect()
    }
}

fn problem(found: model::SoundnessFinding<'_>) -> SoundnessProblem {
    let (moves, elements) = match found.counterexample {
        Some(example) => (example.moves.as_slice(), example.elements.as_slice()),
        None => (&[][..], &[][..]),
    };
    let path = moves.iter().map(|made| TokenMove {
        kind: kind(made.kind),
        element: made.element.to_string(),
        flows: made.flows.iter().map(ToString::to_string).collect(),
    });
    SoundnessProblem {
        path: path.collect(),
        elements: elements.iter().map(ToString::to_string).collect(),
        diagnostic: diagnostic(found.diagnostic),
    }
}

fn kind(kind: MoveKind) -> TokenMoveKind {
    match kind {
        MoveKind::Start => TokenMoveKind::Start,
        MoveKind::Enter => TokenMoveKind::Enter,
        MoveKind::Pass => TokenMoveKind::Pass,
        MoveKind::Complete => TokenMoveKind::Complete,
        MoveKind::Happen => TokenMoveKind::Happen,
        MoveKind::Choose => TokenMoveKind::Choose,
        MoveKind::Join => TokenMoveKind::Join,
        MoveKind::End => TokenMoveKind::End,
    }
}
