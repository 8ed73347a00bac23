//! Definitions and what the compiler says about them: `machines/valid` compile without a word, and beside each of
//! `machines/invalid`, `machines/warned`, `machines/express` and `machines/feature_off` stands what a user reads.

mod bless;

use std::collections::BTreeSet;
use std::path::Path;

use asl_compiler::diag::{Code, Diagnostic, render};
use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{Compiled, Options, check, check_express, compile};
use bless::{Comparison, files, package, read, stem};
use serde::Deserialize;
use serde_json::Value;

/// The definitions in which something is found, with what that is beside them.
const FOLDERS: [&str; 4] = [
    "machines/invalid",
    "machines/warned",
    "machines/express",
    "machines/feature_off",
];

/// A definition under the name that its messages show.
fn source(path: &Path) -> SourceFile {
    let name = format!("{}.asl.json", stem(path));
    SourceFile::new(name, read(path))
}

fn compiled(source: &SourceFile) -> Compiled {
    compile(source, &options(true))
}

/// Compiled for a runtime without features.
fn without_features(source: &SourceFile) -> Compiled {
    compile(source, &options(false))
}

fn options(distributed: bool) -> Options {
    Options {
        name: "order".to_owned(),
        runtime: "::asl_runtime".parse().expect("a path"),
        distributed,
        signatures: Signatures::default(),
    }
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

/// A line of `machines/rules.jsonl`: a definition that breaks one rule once.
#[derive(Deserialize)]
struct Broken {
    /// The row of reference §15.3.
    rule: String,
    /// Under which code it is reported.
    code: String,
    definition: Value,
}

#[test]
fn one_mistake_is_one_error_under_the_code_of_its_rule() {
    let text = read(&package("machines/rules.jsonl"));
    for line in text.lines() {
        let broken: Broken = serde_json::from_str(line).expect("a line of JSON");
        let source = SourceFile::new("rule.asl.json", broken.definition.to_string());
        let mut found = check(&source);
        found.retain(Diagnostic::is_error);
        let codes: Vec<_> = found.iter().map(|finding| finding.code.id()).collect();
        assert_eq!(
            codes,
            [broken.code],
            "{}: {}",
            broken.rule,
            broken.definition
        );
    }
}

#[test]
fn what_needs_a_feature_names_it_where_it_is_off() {
    let folder = package("machines/feature_off");
    let mut comparison = Comparison::default();
    for path in files(&folder, ".asl.json") {
        let source = source(&path);
        assert!(
            compiled(&source).diagnostics.is_empty(),
            "{}",
            path.display()
        );
        let expected = folder.join(format!("{}.diag", stem(&path)));
        comparison.text(
            &texts(&without_features(&source).diagnostics, &source),
            &expected,
        );
    }
    comparison.finish();
}

#[test]
fn an_express_workflow_waits_for_nothing_outside() {
    let folder = package("machines/express");
    let mut comparison = Comparison::default();
    for path in files(&folder, ".asl.json") {
        let source = source(&path);
        assert!(check(&source).is_empty(), "{}", path.display());
        let expected = folder.join(format!("{}.diag", stem(&path)));
        comparison.text(&texts(&check_express(&source), &source), &expected);
    }
    comparison.finish();
}

/// What a user reads.
fn texts(found: &[Diagnostic], source: &SourceFile) -> String {
    let texts: Vec<_> = found
        .iter()
        .map(|finding| render(finding, source) + "\n")
        .collect();
    texts.join("\n")
}

/// Compares what is found in the definitions of a folder with what stands beside them.
fn explain(folder: &str, check: impl Fn(&Compiled, &Path)) {
    let folder = package(folder);
    let mut comparison = Comparison::default();
    for path in files(&folder, ".asl.json") {
        let source = source(&path);
        let compiled = compiled(&source);
        check(&compiled, &path);
        let expected = folder.join(format!("{}.diag", stem(&path)));
        comparison.text(&texts(&compiled.diagnostics, &source), &expected);
    }
    comparison.finish();
}

#[test]
fn every_explanation_belongs_to_a_definition() {
    for folder in FOLDERS {
        for path in files(&package(folder), ".diag") {
            let definition = path.with_extension("asl.json");
            assert!(definition.exists(), "{} is left over", path.display());
        }
    }
}

#[test]
fn every_code_has_a_definition_that_shows_it() {
    let paths = FOLDERS.map(|folder| files(&package(folder), ".asl.json"));
    let shown: BTreeSet<Code> = paths
        .iter()
        .flatten()
        .map(|path| source(path))
        .flat_map(|source| {
            [
                check_express(&source),
                without_features(&source).diagnostics,
            ]
            .concat()
        })
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
