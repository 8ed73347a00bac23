//! What `asl!` makes of the definitions in `machines/valid`, as a user sees it with `cargo expand`; one with a file of
//! signatures beside it has types. That it compiles is shown in `hygiene.rs`.

mod bless;

use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{Compiled, Options, compile};
use bless::{Comparison, files, package, read, stem};

/// The module of a definition, formatted.
fn expansion(name: &str, text: &str, signatures: Signatures) -> String {
    let options = Options {
        name: name.to_owned(),
        runtime: "::asl_runtime".parse().expect("a path"),
        distributed: true,
        signatures,
    };
    let source = SourceFile::new(format!("{name}.asl.json"), text);
    let Compiled { docs, items, .. } = compile(&source, &options);
    let module = format!("#[doc = {docs:?}] pub mod {name} {{ {items} }}");
    let file = syn::parse_file(&module).expect("Rust");
    prettyplease::unparse(&file)
}

#[test]
fn expansions_are_as_they_were() {
    let mut comparison = Comparison::default();
    for path in files(&package("machines/valid"), ".asl.json") {
        let name = stem(&path);
        let golden = package("golden").join(format!("{name}.rs"));
        let signatures = path.with_file_name(format!("{name}.signatures"));
        let signatures = match signatures.exists() {
            true => syn::parse_str(&read(&signatures)).expect("signatures"),
            false => Signatures::default(),
        };
        comparison.text(&expansion(name, &read(&path), signatures), &golden);
    }
    comparison.finish();
}

#[test]
fn every_golden_belongs_to_a_definition() {
    for path in files(&package("golden"), ".rs") {
        let definition = format!("machines/valid/{}.asl.json", stem(&path));
        assert!(
            package(&definition).exists(),
            "{} is left over",
            path.display()
        );
    }
}
