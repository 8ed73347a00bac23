//! Functions of text.
