//! Definitions and texts that were changed a little, always in the same way: no panic, no hang, and what compiles without
//! errors is Rust. A short run of what `asl-compiler/fuzz` does for as long as one likes.

#[expect(
    unreachable_pub,
    reason = "it is public in the package of the fuzz targets"
)]
#[path = "../../asl-compiler/fuzz/src/mutate.rs"]
mod mutate;

use std::time::{Duration, Instant};

use arbitrary::{Result, Unstructured};
use asl_compiler::diag::render;
use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{Options, check, compile};

/// More than any definition of the size of the seeds takes, even on a slow machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// Makes texts of what would be the fuzzer's bytes, and tries each.
fn rounds(count: u64, make: impl Fn(&mut Unstructured<'_>) -> Result<String>, run: impl Fn(&str)) {
    for round in 0..count {
        let mut bytes = [0; 512];
        fastrand::Rng::with_seed(round).fill(&mut bytes);
        let text = make(&mut Unstructured::new(&bytes)).expect("enough bytes");
        let start = Instant::now();
        run(&text);
        let elapsed = start.elapsed();
        assert!(elapsed < PATIENCE, "round {round} took {elapsed:?}: {text}");
    }
}

#[test]
fn changed_definitions_compile_to_rust_or_are_explained() {
    rounds(1500, mutate::mutated, |text| {
        let source = SourceFile::new("fuzz.asl.json", text);
        let options = Options {
            name: "fuzz".to_owned(),
            runtime: "::asl_runtime".parse().expect("a path"),
            distributed: true,
            signatures: Signatures::default(),
        };
        let compiled = compile(&source, &options);
        for finding in &compiled.diagnostics {
            assert!(!render(finding, &source).is_empty());
        }
        let parsed = syn::parse2::<syn::File>(compiled.items);
        assert!(parsed.is_ok(), "{:?} in {text}", parsed.err());
    });
}

#[test]
fn garbled_texts_are_explained() {
    rounds(4000, mutate::garbled, |text| {
        let source = SourceFile::new("fuzz.asl.json", text);
        for finding in &check(&source) {
            assert!(!render(finding, &source).is_empty());
        }
    });
}
