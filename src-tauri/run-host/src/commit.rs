//! Commit, then act, then tell.

use std::mem;
use std::sync::Arc;

use run_engine::JournalEntry;
use run_store::{Append, Exchange, StoreError};
use tokio::sync::oneshot;

use crate::batch::Batch;
use crate::exchange;
use crate::places;
use crate::run_loop::RunLoop;
use crate::step_figures;
use crate::update::RunUpdate;

impl RunLoop {
    /// Stores the batch; then performs its effects and answers who waits for it. When it cannot be stored the run is
    /// dropped from memory, for the store is right and memory is wrong.
    pub(crate) async fn commit(&mut self) {
        if self.batch.is_empty() {
            return;
        }
        let batch = mem::take(&mut self.batch);
        let exchange = exchange::of(&batch, &self.run, self.parts.clock.now());
        let concerns_others = exchange::concerns_others(&exchange);
        match self.store(&batch, exchange).await {
            Ok(entries) => {
                if let Some(entries) = &entries {
                    self.parts.notifier.know(&self.run, entries);
                }
                if concerns_others {
                    self.parts.delivery.wake(Some(self.mailbox.activity().begin()));
                }
                self.perform(batch.effects);
                for which in batch.ask_again {
                    self.say_again(which);
                }
                for answer in batch.answers {
                    // Whoever asked may be gone.
                    let _ = answer.send(Ok(()));
                }
                for recorded in batch.records {
                    let _ = recorded.stored.send(Ok(()));
                }
                self.tell_decisions(batch.decisions);
                if let Some(entries) = entries {
                    self.trouble = None;
                    self.keep_checkpoint().await;
                    self.telling.add(&entries, self.parts.notifier.is_watched(&self.run));
                }
            }
            Err(error) => self.give_back(batch, error.into()),
        }
    }

    async fn store(&mut self, batch: &Batch, exchange: Exchange) -> Result<Option<Arc<[JournalEntry]>>, StoreError> {
        let Some(last) = batch.entries.last() else { return Ok(None) };
        let figures = self.figures.read(&batch.entries);
        let Some(progress) = self.progress() else { return Err(StoreError::Closed) };
        let (seq, entries): (u64, Arc<[JournalEntry]>) = (last.seq, Arc::from(batch.entries.as_slice()));
        let append = Append {
            run: self.run.clone(),
            copy_of: None,
            expected_seq: self.stored,
            entries: entries.clone(),
            command_ends: batch.command_ends.clone(),
            row: places::row(progress, &self.graphs, last.time),
            texts: batch.texts.clone(),
            figures: figures.clone(),
            exchange,
            durability: batch.durability(),
        };
        let (done, stored) = oneshot::channel();
        self.parts.store.submit(append, move |result| {
            let _ = done.send(result);
        });
        stored.await.unwrap_or(Err(StoreError::Closed))?;
        self.stored = seq;
        step_figures::know(&self.parts.past, &figures);
        Ok(Some(entries))
    }

    /// Tells watchers what is stored and not told yet.
    pub(crate) fn tell(&mut self) {
        if self.telling.due().is_none() {
            return;
        }
        let entries = self.telling.take();
        let Some(snapshot) = self.snapshot() else { return };
        if self.parts.notifier.is_list_watched() {
            self.parts.notifier.tell_list(places::row(&snapshot.progress, &self.graphs, self.parts.clock.now()));
        }
        if let Some(first) = entries.first() {
            self.parts.notifier.tell(RunUpdate {
                run: self.run.clone(),
                from_seq: first.seq,
                seq: snapshot.seq,
                entries,
                progress: snapshot.progress,
                graphs: snapshot.graphs,
                machine: snapshot.machine,
            });
        }
    }
}
