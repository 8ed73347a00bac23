//! Workflows over types of the user's own.

mod chain;
