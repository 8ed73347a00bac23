//! The compiler in a build script: writes modules to `OUT_DIR`, as `asl!` makes them, for editors that cache the output
//! of macros and so do not notice that a definition has changed.
//!
//! In `build.rs`, with `asl-compiler` and its feature `build` among the build dependencies:
//!
//! ```no_run
//! fn main() -> Result<(), asl_compiler::build::Error> {
//!     asl_compiler::build::module("order_processing", "workflows/order_processing.asl.json")
//! }
//! ```
//!
//! In the crate, which depends on `asl-runtime` as always:
//!
//! ```ignore
//! /// Takes an order from validation to shipping.
//! pub mod order_processing {
//!     include!(concat!(env!("OUT_DIR"), "/order_processing.rs"));
//! }
//! ```

use std::fmt;
use std::path::{Path, PathBuf};

use quote::quote;
use syn::{Item, parse_quote};

use crate::diag::{Severity, render};
use crate::signature::Signatures;
use crate::source::SourceFile;
use crate::{Options, compile};

/// Why a module was not written. Cargo has been told about each mistake in the definition.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read or written.
    File(PathBuf, std::io::Error),
    /// The definition has errors.
    Definition(String),
    /// No build script is running: cargo has set no `OUT_DIR`.
    NoBuildScript,
}

/// Compiles a definition, a path relative to the crate, and writes the items of its module to `$OUT_DIR/<name>.rs`. Cargo
/// runs the build script again when the definition changes, and shows its mistakes as errors and warnings of the build.
///
/// # Errors
/// When the definition cannot be read or has errors, or the module cannot be written.
pub fn module(name: &str, definition: &str) -> Result<(), Error> {
    println!("cargo::rerun-if-changed={definition}");
    let out = std::env::var_os("OUT_DIR").ok_or(Error::NoBuildScript)?;
    let source = SourceFile::read(Path::new(definition), definition)
        .map_err(|error| Error::File(definition.into(), error))?;
    let options = Options {
        name: name.to_owned(),
        runtime: quote!(::asl_runtime),
        distributed: true,
        signatures: Signatures::default(),
    };
    let compiled = compile(&source, &options);
    for finding in &compiled.diagnostics {
        let level = match finding.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        for line in render(finding, &source).lines() {
            println!("cargo::{level}={line}");
        }
    }
    if compiled.has_errors() {
        return Err(Error::Definition(definition.to_owned()));
    }
    let code = match syn::parse2::<syn::File>(compiled.items.clone()) {
        Ok(mut file) => {
            quieten(&mut file.items);
            prettyplease::unparse(&file)
        }
        // What is not Rust is for rustc to show.
        Err(_) => compiled.items.to_string(),
    };
    let path = Path::new(&out).join(name).with_extension("rs");
    std::fs::write(&path, code).map_err(|error| Error::File(path, error))
}

/// Transition functions have parameters that not every state needs. In the output of a macro rustc does not mind.
fn quieten(items: &mut [Item]) {
    for item in items {
        if let Item::Mod(module) = item {
            if module.ident == "__transitions" {
                module.attrs.push(parse_quote!(#[allow(unused_variables)]));
            }
            if let Some((_, inner)) = &mut module.content {
                quieten(inner);
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::File(path, error) => write!(f, "{}: {error}", path.display()),
            Error::Definition(definition) => write!(f, "`{definition}` has errors"),
            Error::NoBuildScript => f.write_str("not in a build script: there is no OUT_DIR"),
        }
    }
}

impl std::error::Error for Error {}
