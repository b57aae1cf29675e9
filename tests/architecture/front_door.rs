//! The pages reach their host through one door.

use crate::checkout;

#[test]
fn only_the_backend_folder_imports_tauri() {
    for path in checkout::files() {
        if path.starts_with("ui/src/") && !path.starts_with("ui/src/backend/") {
            let text = checkout::text(&path).unwrap_or_default();
            assert!(!text.contains("@tauri-apps"), "{path} must ask ui/src/backend, which knows the host");
        }
    }
}
