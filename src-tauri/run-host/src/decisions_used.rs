//! Decisions: a run uses the text that its first step has found to its end, whatever becomes of the file.

use run_engine::{RoutineRef, RoutineVersion, RunCommand};
use run_store::StoredRoutine;
use step_execution::{DecisionText, RecordRefused};

use crate::batch::DecisionAsked;
use crate::run_loop::RunLoop;

impl RunLoop {
    /// A step asks for a text, or has found one: it is told with the next commit.
    pub(crate) fn use_decision(&mut self, asked: DecisionAsked) {
        if let Some(found) = &asked.found {
            let version = RoutineVersion(found.version.as_str().into());
            let file = RoutineRef { path: found.path.clone(), name: found.path.clone(), version: version.clone() };
            let (step, decision) = (asked.step, asked.decision.clone());
            if let Err(rejection) = self.handle(RunCommand::PinDecision { step, decision, file }) {
                // Whoever does the step may have been given up.
                let _ = asked.used.send(Err(RecordRefused::Over(rejection.to_string())));
                return;
            }
            let text = StoredRoutine { version, name: found.path.clone(), bytes: found.bytes.to_vec() };
            self.batch.texts.push(text);
        }
        self.batch.decisions.push(asked);
    }

    /// Tells steps what is used, now that it is stored.
    pub(crate) fn tell_decisions(&self, asked: Vec<DecisionAsked>) {
        for DecisionAsked { decision, found, used, .. } in asked {
            let pinned = self.progress().and_then(|run| run.pinned_decisions.get(&decision)).cloned();
            match (pinned, found) {
                (None, _) => drop(used.send(Ok(None))),
                (Some(pinned), Some(found)) if *pinned.version.0 == *found.version => {
                    drop(used.send(Ok(Some(DecisionText { path: pinned.path, ..found }))));
                }
                (Some(RoutineRef { path, version, .. }), _) => {
                    let store = self.parts.store.clone();
                    tokio::task::spawn_blocking(move || {
                        let missing = || format!("the text of {path} that the run uses is not in the store");
                        let text = match store.routine(&version) {
                            Ok(Some(StoredRoutine { bytes, .. })) => Ok(bytes),
                            Ok(None) => Err(RecordRefused::Over(missing())),
                            Err(error) => Err(RecordRefused::Over(error.to_string())),
                        };
                        let version = version.0.to_string();
                        let told = text.map(|bytes| Some(DecisionText { path, version, bytes: bytes.into() }));
                        drop(used.send(told));
                    });
                }
            }
        }
    }
}
