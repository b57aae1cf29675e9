//! What is thrown, and who catches it.

mod error;

pub(crate) use error::error_of_step;
