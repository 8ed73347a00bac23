//! Definitions and what the compiler says about them: `machines/valid` compile without a word, and beside each of
//! `machines/invalid` and `machines/warned` stands what a user reads.

mod bless;

use std::collections::BTreeSet;
use std::path::Path;

use asl_compiler::diag::{Code, render};
use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{Compiled, Options, compile};
use bless::{Comparison, files, package, read, stem};

/// A definition under the name that its messages show.
fn source(path: &Path) -> SourceFile {
    let name = format!("{}.asl.json", stem(path));
    SourceFile::new(name, read(path))
}

fn compiled(source: &SourceFile) -> Compiled {
    let options = Options {
        name: "order".to_owned(),
        runtime: "::asl_runtime".parse().expect("a path"),
        signatures: Signatures::default(),
    };
    compile(source, &options)
}

#[test]
fn valid_definitions_compile_without_a_word() {
    for path in files(&package("machines/valid"), ".asl.json") {
        let source = source(&path);
        let found = compiled(&source).diagnostics;
        let found: Vec<_> = found
            .iter()
            .map(|finding| render(finding, &source))
            .collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn invalid_definitions_are_explained() {
    explain("machines/invalid", |compiled, path| {
        assert!(compiled.has_errors(), "{} has no error", path.display());
    });
}

#[test]
fn doubtful_definitions_are_warned_of() {
    explain("machines/warned", |compiled, path| {
        assert!(!compiled.has_errors(), "{} has an error", path.display());
        assert!(
            !compiled.diagnostics.is_empty(),
            "{} is sound",
            path.display()
        );
    });
}

/// Compares what is found in the definitions of a folder with what stands beside them.
fn explain(folder: &str, check: impl Fn(&Compiled, &Path)) {
    let folder = package(folder);
    let mut comparison = Comparison::default();
    for path in files(&folder, ".asl.json") {
        let source = source(&path);
        let compiled = compiled(&source);
        check(&compiled, &path);
        let texts: Vec<_> = compiled
            .diagnostics
            .iter()
            .map(|finding| render(finding, &source) + "\n")
            .collect();
        let expected = folder.join(format!("{}.diag", stem(&path)));
        comparison.text(&texts.join("\n"), &expected);
    }
    comparison.finish();
}

#[test]
fn every_explanation_belongs_to_a_definition() {
    for folder in ["machines/invalid", "machines/warned"] {
        for path in files(&package(folder), ".diag") {
            let definition = path.with_extension("asl.json");
            assert!(definition.exists(), "{} is left over", path.display());
        }
    }
}

#[test]
fn every_code_has_a_definition_that_shows_it() {
    let folders = ["machines/invalid", "machines/warned"];
    let paths = folders.map(|folder| files(&package(folder), ".asl.json"));
    let shown: BTreeSet<Code> = paths
        .iter()
        .flatten()
        .flat_map(|path| compiled(&source(path)).diagnostics)
        .map(|finding| finding.code)
        .collect();
    let missing: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !shown.contains(code))
        .collect();
    assert!(missing.is_empty(), "no definition shows {missing:?}");
}

#[test]
fn the_stand_in_of_a_definition_with_errors_is_rust() {
    for path in files(&package("machines/invalid"), ".asl.json") {
        let items = compiled(&source(&path)).items;
        let parsed = syn::parse2::<syn::File>(items);
        assert!(parsed.is_ok(), "{}: {:?}", path.display(), parsed.err());
    }
}
