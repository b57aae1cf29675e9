use run_engine::{JournalEntry, RunCommand, RunStatus};
use run_host::{ListNotice, RunNotice, StartRequest};

use crate::support::{host, names, request, sequence, token_game};

fn tasks(count: usize) -> Vec<u8> {
    let tasks: Vec<String> = (0..count).map(|number| format!(r#"<task id="T{number}"/>"#)).collect();
    sequence(&tasks.iter().map(String::as_str).collect::<Vec<_>>())
}

#[tokio::test]
async fn snapshot_and_updates_together_are_the_journal() {
    let host = host();
    let run = host.start(StartRequest { paused: true, ..token_game(tasks(300)) }).await.unwrap();
    let (snapshot, mut watcher) = host.watch(&run).await.unwrap();
    assert!(snapshot.live);
    host.send(&run, RunCommand::ResumeRun).await.unwrap();

    let (mut seq, mut seen, mut batches) = (snapshot.seq, Vec::<JournalEntry>::new(), 0);
    loop {
        let Some(RunNotice::Update(update)) = watcher.next().await else { panic!("updates go on until the end") };
        assert_eq!(update.from_seq, seq + 1, "without a gap");
        assert_eq!(update.progress.seq, update.seq, "the state is the one after the last entry");
        seq = update.seq;
        batches += 1;
        seen.extend(update.entries.iter().cloned());
        if update.progress.status == RunStatus::Completed {
            break;
        }
    }
    let journal = host.journal(&run, 1, None).await.unwrap();
    assert_eq!(journal[snapshot.seq as usize..], seen);
    assert!(batches * 20 < seen.len(), "{} entries came in {batches} batches", seen.len());
}

#[tokio::test]
async fn a_watcher_that_does_not_keep_up_is_told_to_watch_again() {
    let host = host();
    let run = host.start(StartRequest { paused: true, ..token_game(tasks(100)) }).await.unwrap();
    let (_, mut watcher) = host.watch(&run).await.unwrap();
    for _ in 0..100 {
        host.send(&run, RunCommand::Step { branch: None }).await.unwrap();
        // Looking makes the host tell what there is to tell.
        host.progress(&run).await.unwrap();
    }
    let mut last = None;
    while let Some(notice) = watcher.next().await {
        last = Some(notice);
    }
    assert!(matches!(last, Some(RunNotice::WatchAgain)), "{last:?}");

    let (snapshot, mut watcher) = host.watch(&run).await.unwrap();
    host.send(&run, RunCommand::Step { branch: None }).await.unwrap();
    let Some(RunNotice::Update(update)) = watcher.next().await else { panic!("it goes on") };
    assert_eq!(update.from_seq, snapshot.seq + 1);
}

#[tokio::test]
async fn watchers_of_the_list_hear_of_every_run() {
    let host = host();
    let mut list = host.watch_list();
    let run = host.start(request(sequence(&[r#"<userTask id="A"/>"#]))).await.unwrap();
    let heard = list.next().await;
    let Some(ListNotice::Changed(row)) = heard else { panic!("{heard:?}") };
    assert_eq!((&row.run, row.status), (&run, RunStatus::InProgress));

    let cancel = RunCommand::CancelRun { reason: run_engine::StatusReason::UserCancelled };
    host.send(&run, cancel).await.unwrap();
    loop {
        let heard = list.next().await;
        let Some(ListNotice::Changed(row)) = heard else { panic!("{heard:?}") };
        if row.status == RunStatus::Cancelled {
            break;
        }
    }
    host.rest(&run).await;
    host.delete(vec![run.clone()]).await.unwrap();
    let heard = list.next().await;
    assert!(matches!(&heard, Some(ListNotice::Removed(runs)) if runs[..] == [run]), "{heard:?}");
}

#[tokio::test]
async fn an_ended_run_can_be_looked_at_as_it_was_at_any_time() {
    let host = host();
    let (run, result) = crate::support::run(&host, token_game(tasks(2))).await;
    assert_eq!(names(&result.completed), ["Start", "T0", "T1", "End", "P"]);
    let (end, _watcher) = host.watch(&run).await.unwrap();
    assert_eq!((end.progress.status, end.live), (RunStatus::Completed, false));
    for seq in 1..=end.seq {
        let then = host.progress_at(&run, seq).await.unwrap();
        assert_eq!(then.seq, seq);
        assert_eq!(then.progress.status == RunStatus::Completed, seq == end.seq);
    }
}
