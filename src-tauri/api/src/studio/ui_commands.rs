//! The registry: every command of the window in one table, from which native menus, palette and shortcuts derive.

use crate::contract::{Keys, Menu, MenuPlace, UiCommand, When};

struct Row {
    id: &'static str,
    label: &'static str,
    /// Parts in the order mod, alt, shift, key; `mod` is Command on macOS and Control elsewhere. With a space between
    /// them, keys that are pressed one after the other.
    keys: &'static [&'static str],
    when: When,
    menu: Option<(Menu, u8)>,
}

const fn row(
    id: &'static str,
    label: &'static str,
    keys: &'static [&'static str],
    when: When,
    menu: Option<(Menu, u8)>,
) -> Row {
    Row { id, label, keys, when, menu }
}

const ROWS: &[Row] = &[
    row("file.new", "New routine", &["mod+n"], When::Always, Some((Menu::File, 0))),
    row("file.open", "Open…", &["mod+o"], When::Always, Some((Menu::File, 0))),
    row("file.quickOpen", "Go to routine…", &["mod+p"], When::Always, Some((Menu::File, 0))),
    row("file.save", "Save", &["mod+s"], When::RoutineOpen, Some((Menu::File, 1))),
    row("file.saveAll", "Save all", &["mod+alt+s"], When::Always, Some((Menu::File, 1))),
    row("file.duplicate", "Duplicate", &[], When::RoutineOpen, Some((Menu::File, 1))),
    row("file.rename", "Rename…", &[], When::RoutineOpen, Some((Menu::File, 1))),
    row("file.reveal", "Show in file browser", &[], When::RoutineOpen, Some((Menu::File, 2))),
    row("file.projectFolder", "Choose project folder…", &[], When::Always, Some((Menu::File, 2))),
    row("file.closeTab", "Close tab", &["mod+w"], When::Always, Some((Menu::File, 3))),
    row("settings.open", "Settings", &["mod+,"], When::Always, Some((Menu::File, 4))),
    row("edit.undo", "Undo", &["mod+z"], When::RoutineOpen, Some((Menu::Edit, 0))),
    row("edit.redo", "Redo", &["mod+shift+z", "mod+y"], When::RoutineOpen, Some((Menu::Edit, 0))),
    row("edit.find", "Find element…", &["mod+f"], When::RoutineOpen, Some((Menu::Edit, 1))),
    row("edit.selectAll", "Select all", &["mod+a"], When::CanvasFocused, Some((Menu::Edit, 1))),
    row("view.library", "Library", &["mod+1"], When::Always, Some((Menu::View, 0))),
    row("view.designer", "Designer", &["mod+e"], When::Always, Some((Menu::View, 0))),
    row("view.run", "Run view", &["mod+r"], When::Always, Some((Menu::View, 0))),
    row("view.blackboard", "Blackboard", &["mod+b"], When::Always, Some((Menu::View, 0))),
    row("view.history", "History", &["mod+h"], When::Always, Some((Menu::View, 0))),
    row("view.inbox", "Inbox", &["mod+i"], When::Always, Some((Menu::View, 0))),
    row("view.palette", "All commands", &["mod+k"], When::Always, Some((Menu::View, 1))),
    row("view.zoomIn", "Zoom in", &["mod+="], When::Always, Some((Menu::View, 2))),
    row("view.zoomOut", "Zoom out", &["mod+-"], When::Always, Some((Menu::View, 2))),
    row("view.zoomFit", "Fit diagram", &["mod+0"], When::Always, Some((Menu::View, 2))),
    row("view.problems", "Problems", &["mod+shift+m"], When::RoutineOpen, Some((Menu::View, 3))),
    row("view.outline", "Outline", &["mod+shift+o"], When::RoutineOpen, Some((Menu::View, 3))),
    row("view.xml", "XML", &["mod+shift+x"], When::RoutineOpen, Some((Menu::View, 3))),
    row("view.strategies", "Strategy view", &["mod+shift+g"], When::Always, Some((Menu::View, 3))),
    row("view.theme", "Switch light and dark", &[], When::Always, Some((Menu::View, 4))),
    row("run.start", "Run", &["mod+enter"], When::RoutineOpen, Some((Menu::Run, 0))),
    row("run.startPaused", "Run, paused at the start", &["mod+shift+enter"], When::RoutineOpen, Some((Menu::Run, 0))),
    row("run.simulate", "Simulate without data", &[], When::RoutineOpen, Some((Menu::Run, 0))),
    row("run.continue", "Continue", &["f5"], When::RunPaused, Some((Menu::Run, 1))),
    row("run.pause", "Pause", &["f6"], When::RunMoving, Some((Menu::Run, 1))),
    row("run.step", "Step over", &["f10"], When::RunUnended, Some((Menu::Run, 1))),
    row("run.stepInto", "Step into", &["f11"], When::RunUnended, Some((Menu::Run, 1))),
    row("run.stepOut", "Step out", &["shift+f11"], When::RunUnended, Some((Menu::Run, 1))),
    row("run.stepAll", "Step all branches", &["mod+f10"], When::RunUnended, Some((Menu::Run, 1))),
    row("run.toHere", "Run to here", &["f4"], When::RunUnended, Some((Menu::Run, 1))),
    row("run.slower", "Run slower", &[], When::RunUnended, Some((Menu::Run, 1))),
    row("run.faster", "Run faster", &[], When::RunUnended, Some((Menu::Run, 1))),
    row("run.breakpoint", "Breakpoint here, or none", &["f9"], When::RunUnended, Some((Menu::Run, 2))),
    row("run.breakpoints", "All breakpoints", &["mod+f9"], When::RunUnended, Some((Menu::Run, 2))),
    row("run.changes", "Changes to this run", &["f8"], When::RunUnended, Some((Menu::Run, 2))),
    row("run.migrate", "Go on with the changed routine…", &[], When::RunUnended, Some((Menu::Run, 2))),
    row("run.restart", "Restart…", &["mod+shift+f5"], When::RunShown, Some((Menu::Run, 2))),
    row("run.cancel", "Cancel run", &["shift+f5"], When::RunUnended, Some((Menu::Run, 2))),
    row("run.nextBranch", "Next branch", &["Mod+]"], When::RunShown, Some((Menu::Run, 3))),
    row("run.previousBranch", "Previous branch", &["mod+["], When::RunShown, Some((Menu::Run, 3))),
    row("swarm.new", "New swarm…", &[], When::Always, Some((Menu::File, 0))),
    row("swarm.start", "Start swarm", &[], When::SwarmShown, Some((Menu::Run, 4))),
    row("swarm.pause", "Pause swarm", &[], When::SwarmShown, Some((Menu::Run, 4))),
    row("swarm.resume", "Resume swarm", &[], When::SwarmShown, Some((Menu::Run, 4))),
    row("swarm.stop", "Stop swarm…", &[], When::SwarmShown, Some((Menu::Run, 4))),
    row("swarm.topUp", "Top up swarm…", &[], When::SwarmShown, Some((Menu::Run, 5))),
    row("board.keys", "Blackboard: keys", &["alt+1"], When::SwarmShown, Some((Menu::View, 5))),
    row("board.goals", "Blackboard: goals", &["alt+2"], When::SwarmShown, Some((Menu::View, 5))),
    row("board.resources", "Blackboard: resources", &["alt+3"], When::SwarmShown, Some((Menu::View, 5))),
    row("board.team", "Blackboard: team", &["alt+4"], When::SwarmShown, Some((Menu::View, 5))),
    row("board.credits", "Blackboard: credits", &["alt+5"], When::SwarmShown, Some((Menu::View, 5))),
    row("board.ledger", "Blackboard: ledger", &["alt+6"], When::SwarmShown, Some((Menu::View, 5))),
    row("board.travel", "Look at an earlier moment", &[], When::SwarmShown, Some((Menu::View, 6))),
    row("board.now", "Back to now", &[], When::SwarmShown, Some((Menu::View, 6))),
    row("board.newEntry", "New entry…", &["mod+alt+n"], When::SwarmShown, Some((Menu::Edit, 2))),
    row("board.addSubtask", "Add subtask…", &[], When::SwarmShown, Some((Menu::Edit, 2))),
    row("entry.edit", "Edit entry", &["f2"], When::EntryShown, Some((Menu::Edit, 3))),
    row("entry.delete", "Delete entry…", &[], When::EntryShown, Some((Menu::Edit, 3))),
    row("entry.watch", "Watch entry", &["mod+d"], When::EntryShown, Some((Menu::Edit, 3))),
    row("entry.history", "History of entry", &[], When::EntryShown, Some((Menu::View, 7))),
    row("entry.compare", "Compare versions of entry", &[], When::EntryShown, Some((Menu::View, 7))),
    row("entry.people", "Readers and writers of entry", &[], When::EntryShown, Some((Menu::View, 7))),
    row("help.shortcuts", "Keyboard shortcuts", &["mod+/"], When::Always, Some((Menu::Help, 0))),
    row("canvas.append", "Append element", &["a"], When::CanvasFocused, None),
    row("canvas.create", "New element", &["n"], When::CanvasFocused, None),
    row("canvas.replace", "Change element", &["r"], When::CanvasFocused, None),
    row("canvas.rename", "Edit label", &["e"], When::CanvasFocused, None),
    row("canvas.connect", "Connect to…", &["c"], When::CanvasFocused, None),
    row("canvas.next", "Next element", &["arrowright"], When::CanvasFocused, None),
    row("canvas.previous", "Previous element", &["arrowleft"], When::CanvasFocused, None),
    row("canvas.siblingDown", "Next sibling", &["arrowdown"], When::CanvasFocused, None),
    row("canvas.siblingUp", "Previous sibling", &["arrowup"], When::CanvasFocused, None),
    row("canvas.inspect", "Inspect element", &["enter"], When::CanvasFocused, None),
    row("canvas.drillIn", "Open sub-process", &["shift+enter"], When::CanvasFocused, None),
    row("canvas.up", "To the parent", &["backspace"], When::CanvasFocused, None),
    row("canvas.find", "Find element", &["/"], When::CanvasFocused, None),
    row("canvas.delete", "Delete element", &["delete"], When::CanvasFocused, None),
    row("strategy.inherit", "Strategy: inherit", &["y i"], When::CanvasFocused, None),
    row("strategy.deterministic", "Strategy: deterministic", &["y d"], When::CanvasFocused, None),
    row("strategy.reasoning", "Strategy: reasoning", &["y r"], When::CanvasFocused, None),
    row("strategy.conversational", "Strategy: conversational", &["y c"], When::CanvasFocused, None),
    row("strategy.auto", "Strategy: auto", &["y a"], When::CanvasFocused, None),
];

/// The whole registry, in the order of the menus.
#[must_use]
pub fn ui_commands() -> Vec<UiCommand> {
    ROWS.iter().map(command).collect()
}

fn command(row: &Row) -> UiCommand {
    let keys: Vec<String> = row.keys.iter().map(|&keys| keys.to_owned()).collect();
    UiCommand {
        id: row.id.to_owned(),
        label_key: format!("commands:{}", row.id),
        label: row.label.to_owned(),
        keys: Keys { mac: keys.clone(), other: keys },
        when: row.when,
        menu: row.menu.map(|(menu, group)| MenuPlace { menu, group }),
        palette: row.when != When::CanvasFocused,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_command_has_its_own_name_and_keys() {
        let mut names = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for row in ROWS {
            assert!(names.insert(row.id), "{} is declared twice", row.id);
            for key in row.keys {
                assert!(keys.insert(*key), "{key} belongs to two commands, one of them {}", row.id);
            }
        }
    }

    #[test]
    fn single_letters_work_only_while_the_canvas_has_focus() {
        for row in ROWS {
            let first = |keys: &&str| keys.split(' ').next().is_some_and(|first| first.chars().count() == 1);
            let letter = row.keys.iter().any(first);
            assert!(!letter || row.when == When::CanvasFocused, "{} would take letters from text fields", row.id);
        }
    }
}
