//! Model providers, what they cost, and what may be spent.

mod answer;
mod price;
mod provider;

pub use answer::*;
pub use price::*;
pub use provider::*;
