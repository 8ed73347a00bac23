//! The catalogue of codes: for each a definition that breaks its rule and one that keeps it, in `machines/catalogue`. The
//! page in the compiler's documentation is made from them; `BLESS=1` writes it.

mod bless;

use std::fmt::Write;

use asl_compiler::diag::{Code, Diagnostic, Severity, render};
use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{Options, check_express, compile};
use bless::{Comparison, files, package, read, stem};

/// The definition of a code that breaks or keeps its rule, and what the compiler finds in it.
fn definition(code: Code, which: &str) -> (SourceFile, Vec<Diagnostic>) {
    let path = package(&format!(
        "machines/catalogue/{}.{which}.asl.json",
        code.id()
    ));
    let source = SourceFile::new("order.asl.json", read(&path));
    let options = Options {
        name: "order".to_owned(),
        runtime: "::asl_runtime".parse().expect("a path"),
        distributed: code != Code::FeatureOff,
        signatures: Signatures::default(),
    };
    let found = match code {
        Code::Express => check_express(&source),
        _ => compile(&source, &options).diagnostics,
    };
    (source, found)
}

#[test]
fn a_bad_definition_breaks_its_rule_and_no_other() {
    for &code in Code::ALL {
        let (_, found) = definition(code, "bad");
        let codes: Vec<_> = found.iter().map(|finding| finding.code).collect();
        assert!(
            codes.contains(&code),
            "{code:?} is not found, but {codes:?}"
        );
        assert!(
            codes.iter().all(|found| *found == code),
            "{code:?} comes with {codes:?}"
        );
    }
}

#[test]
fn a_good_definition_breaks_no_rule() {
    for &code in Code::ALL {
        let (source, found) = definition(code, "good");
        let texts: Vec<_> = found
            .iter()
            .map(|finding| render(finding, &source))
            .collect();
        assert!(texts.is_empty(), "{code:?}: {}", texts.join("\n"));
    }
}

#[test]
fn every_definition_belongs_to_a_code() {
    for path in files(&package("machines/catalogue"), ".asl.json") {
        let known = Code::ALL.iter().any(|code| code.id() == stem(&path));
        assert!(known, "{} is left over", path.display());
    }
}

#[test]
fn the_page_shows_them() {
    let mut page = "The catalogue of findings: for each code a definition that breaks its rule, how that is said, and a definition \
        that keeps it.\n"
        .to_owned();
    for &code in Code::ALL {
        let severity = match code.severity() {
            Severity::Warning => "A warning",
            _ => "An error",
        };
        let (bad, found) = definition(code, "bad");
        let (good, _) = definition(code, "good");
        let texts: Vec<_> = found.iter().map(|finding| render(finding, &bad)).collect();
        let _ = write!(
            page,
            "\n## {}: {}\n\n{severity}. {}\n\n```json\n{}```\n\n```text\n{}\n```\n\nRight:\n\n```json\n{}```\n",
            code.id(),
            code.title(),
            code.explanation(),
            bad.text(),
            texts.join("\n\n"),
            good.text(),
        );
    }
    let mut comparison = Comparison::default();
    comparison.text(&page, &package("../asl-compiler/src/diag/catalogue.md"));
    comparison.finish();
}
