//! What is shown when the page has not been built.

/// Says how to build it.
pub(super) const MISSING_PAGE: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Routine Studio</title>
<h1>The page has not been built</h1>
<p>The engine is running. To build its page, run <code>npm ci</code> and <code>npm run build</code> in the folder
<code>ui</code>, or <code>cargo xtask run</code> at the top, and reload.</p>
</html>
"#;
