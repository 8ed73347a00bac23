//! A definition compiled by a build script: the module is the same as the macro's.

/// Greets by name.
pub mod greeting {
    include!(concat!(env!("OUT_DIR"), "/greeting.rs"));
}
