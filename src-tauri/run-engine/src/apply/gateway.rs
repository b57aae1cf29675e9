//! The states of complex gateways.

use crate::broken::Broken;
use crate::event::{GatewayActivated, GatewayReset};
use crate::state::RunProgress;

pub(super) fn activated(progress: &mut RunProgress, event: &GatewayActivated) -> Result<(), Broken> {
    progress.scope_mut(event.scope)?.activated.insert(event.element.clone(), event.flows.clone());
    progress.joining.insert(event.scope);
    Ok(())
}

pub(super) fn reset(progress: &mut RunProgress, event: &GatewayReset) -> Result<(), Broken> {
    let scope = progress.scope_mut(event.scope)?;
    scope.activated.remove(&event.element).ok_or_else(|| Broken::Element(event.element.clone()))?;
    if scope.joins.is_empty() && scope.activated.is_empty() {
        progress.joining.remove(&event.scope);
    }
    Ok(())
}
