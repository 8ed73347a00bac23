//! The compiler behind `asl!`: an Amazon States Language definition in, Rust tokens out.
//!
//! A library over `proc_macro2`, so that tests and other front doors reach it too; applications use the macro that
//! `asl-runtime` exports. Each phase has a type of its own, and [`compile`] is their list:
//!
//! ```text
//! text -> parse::Node -> model::Machine -> check::Checked -> lower::plan::Plan -> tokens
//! ```

#[cfg(feature = "build")]
pub mod build;
pub mod check;
pub mod diag;
pub mod emit;
pub mod expr;
pub mod graph;
pub mod inline;
pub mod lower;
pub mod model;
pub mod parse;
pub mod signature;
pub mod source;
#[cfg(test)]
mod testing;

use proc_macro2::TokenStream;

use crate::diag::{Diagnostic, Diagnostics};
use crate::lower::plan::Plan;
use crate::signature::{Mistake, Signatures};
use crate::source::SourceFile;

/// What a definition is compiled for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the module that the items go into, e.g. `order_processing`.
    pub name: String,
    /// The path by which generated code reaches the runtime crate, e.g. `::asl_runtime`.
    pub runtime: TokenStream,
    /// Whether the runtime has the feature `distributed`.
    pub distributed: bool,
    /// The types that the user declares beside the definition.
    pub signatures: Signatures,
}

/// The outcome of a compilation.
#[derive(Debug)]
pub struct Compiled {
    /// Markdown for the module: the definition's comment and a graph of its states.
    pub docs: String,
    /// The items of the module. With errors they are a stand-in: the same names, so that code which uses them compiles,
    /// but nothing that could run.
    pub items: TokenStream,
    /// What was found, ordered by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the signatures, in the Rust source.
    pub mistakes: Vec<Mistake>,
}

impl Compiled {
    /// Whether the definition has errors.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Compiles a definition.
#[must_use]
pub fn compile(source: &SourceFile, options: &Options) -> Compiled {
    let mut diagnostics = Diagnostics::new();
    let plan = plan(source, options, &mut diagnostics);
    Compiled {
        // What a definition with errors has for tasks is not known.
        mistakes: match diagnostics.has_errors() {
            true => Vec::new(),
            false => options.signatures.mistakes(&plan.tasks),
        },
        items: emit::emit(&plan, &options.runtime),
        docs: plan.machine.docs,
        diagnostics: diagnostics.into_sorted(),
    }
}

/// Finds what is wrong with a definition, without compiling it any further.
#[must_use]
pub fn check(source: &SourceFile) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    if let Some(tree) = parse::parse(source, &mut diagnostics) {
        checked(&tree, source, &mut diagnostics);
    }
    diagnostics.into_sorted()
}

/// The same for the definition of an Express workflow, which cannot wait for anything outside of it. A definition does not
/// say which kind it is for.
#[must_use]
pub fn check_express(source: &SourceFile) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    let checked = parse::parse(source, &mut diagnostics)
        .and_then(|tree| checked(&tree, source, &mut diagnostics));
    if let Some(checked) = checked {
        check::check_express(&checked, &mut diagnostics);
    }
    diagnostics.into_sorted()
}

/// The variables that each state of a definition refers to, as AWS's DescribeStateMachine lists them. `None` for a
/// definition with errors.
#[must_use]
pub fn variable_references(source: &SourceFile) -> Option<check::VariableReferences> {
    let mut diagnostics = Diagnostics::new();
    let tree = parse::parse(source, &mut diagnostics)?;
    let checked = checked(&tree, source, &mut diagnostics)?;
    Some(checked.variable_references())
}

/// The graph of a definition's states, to be drawn; what is wrong with it instead, when it has errors.
///
/// # Errors
/// What was found.
pub fn graph(source: &SourceFile) -> Result<graph::Graph, Vec<Diagnostic>> {
    let mut diagnostics = Diagnostics::new();
    let checked = parse::parse(source, &mut diagnostics)
        .and_then(|tree| checked(&tree, source, &mut diagnostics));
    match checked {
        Some(checked) => Ok(graph::Graph::of(checked.machine())),
        None => Err(diagnostics.into_sorted()),
    }
}

/// All phases but the last. A definition with errors gets the plan of a stand-in.
fn plan(source: &SourceFile, options: &Options, diagnostics: &mut Diagnostics) -> Plan {
    let name = &options.name;
    // From here on: valid JSON, and every node has a place.
    let Some(tree) = parse::parse(source, diagnostics) else {
        return lower::stub(None, name, &options.signatures);
    };
    let checked = checked(&tree, source, diagnostics);
    match checked.filter(|checked| checked.has_features(options, diagnostics)) {
        // From here on: no decision is left.
        Some(checked) => lower::lower(&checked, name, source, &options.signatures),
        None => lower::stub(Some(&tree), name, &options.signatures),
    }
}

fn checked(
    tree: &parse::Node,
    source: &SourceFile,
    diagnostics: &mut Diagnostics,
) -> Option<check::Checked> {
    // From here on: known states with known fields, expressions parsed, defaults filled in.
    let machine = model::read(tree, source, diagnostics)?;
    // From here on: every transition leads to a state of its scope, every state is reached.
    check::check(machine, diagnostics)
}
