//! Breakpoints are set, hit and taken away.

use crate::broken::Broken;
use crate::event::{BreakpointHit, BreakpointRemoved, BreakpointReset, BreakpointSet};
use crate::ids::BreakpointId;
use crate::state::RunProgress;

pub(super) fn set(progress: &mut RunProgress, event: &BreakpointSet) -> Result<(), Broken> {
    let breakpoints = &mut progress.breakpoints;
    let breakpoint = event.breakpoint.clone();
    breakpoints.last = breakpoints.last.max(breakpoint.id.0);
    breakpoints.all.insert(breakpoint.id, breakpoint);
    Ok(())
}

pub(super) fn removed(progress: &mut RunProgress, event: &BreakpointRemoved) -> Result<(), Broken> {
    let removed = progress.breakpoints.all.remove(&event.breakpoint);
    removed.map(|_| ()).ok_or(Broken::Breakpoint(event.breakpoint))
}

pub(super) fn hit(progress: &mut RunProgress, event: &BreakpointHit) -> Result<(), Broken> {
    hold(progress, event.breakpoint, true)?;
    progress.breakpoints.passed.extend(event.ready_at);
    progress.breakpoints.hits.push(event.clone());
    Ok(())
}

pub(super) fn reset(progress: &mut RunProgress, event: &BreakpointReset) -> Result<(), Broken> {
    hold(progress, event.breakpoint, false)
}

/// Only what is so for a while has to be remembered.
fn hold(progress: &mut RunProgress, id: BreakpointId, holds: bool) -> Result<(), Broken> {
    let breakpoint = progress.breakpoints.all.get_mut(&id).ok_or(Broken::Breakpoint(id))?;
    breakpoint.holds = holds && breakpoint.on.lasts();
    Ok(())
}
