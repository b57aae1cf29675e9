//! A server of tools for tests, spoken to through its input and output.

mod misbehaving;

use std::process::ExitCode;

use rmcp::ServiceExt;

/// One thread, so that a tool that blocks it keeps everything from being answered.
fn main() -> ExitCode {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        return ExitCode::FAILURE;
    };
    runtime.block_on(async {
        let server = misbehaving::Misbehaving::default();
        match server.serve(rmcp::transport::stdio()).await {
            Ok(service) => {
                let _ = service.waiting().await;
                ExitCode::SUCCESS
            }
            Err(_) => ExitCode::FAILURE,
        }
    })
}
