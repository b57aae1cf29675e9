//! What has to be true about the display before a window can open.

/// Checks that there is a display, and sets what the web view reads from the environment before anything else.
///
/// # Errors
/// A sentence for the terminal when there is no display.
#[cfg(target_os = "linux")]
pub fn prepare() -> Result<(), String> {
    let has = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if !has("DISPLAY") && !has("WAYLAND_DISPLAY") {
        return Err(NO_DISPLAY.to_owned());
    }
    if !has(SHARED_BUFFERS) {
        return Err(start_again_without_shared_buffers());
    }
    Ok(())
}

/// Other systems always have a display, and their web views need nothing.
#[cfg(not(target_os = "linux"))]
pub fn prepare() -> Result<(), String> {
    Ok(())
}

#[cfg(target_os = "linux")]
const NO_DISPLAY: &str = "Routine Studio needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set. \
    To use it from a browser on this machine, start `routine serve`.";

/// The web view's shared graphics buffers cost 75 MB and leave the window empty with some drivers.
#[cfg(target_os = "linux")]
const SHARED_BUFFERS: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Becomes the same program with the variable set; a running program may not change its environment safely.
#[cfg(target_os = "linux")]
fn start_again_without_shared_buffers() -> String {
    use std::os::unix::process::CommandExt;

    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => return format!("Routine Studio cannot find its own program: {error}."),
    };
    let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(SHARED_BUFFERS, "1").exec();
    format!("Routine Studio could not start: {error}.")
}

/// Opens what needs the display. The windowing library panics where a display that is named cannot be reached.
///
/// # Errors
/// A sentence for the terminal.
pub fn reach<T>(open: impl FnOnce() -> T) -> Result<T, String> {
    use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

    let report = take_hook();
    set_hook(Box::new(|panic| tracing::debug!(%panic, "the window library gave up")));
    let opened = catch_unwind(AssertUnwindSafe(open));
    set_hook(report);
    opened.map_err(|_| "Routine Studio cannot reach the display that DISPLAY or WAYLAND_DISPLAY names.".to_owned())
}
