//! Tools, as screens see and set them.

mod approval;
mod server;
mod view;

pub use approval::*;
pub use server::*;
pub use view::*;
