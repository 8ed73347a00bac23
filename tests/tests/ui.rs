//! What users read when something is wrong: whole programs in `ui`, and beside each the messages of rustc.
//! `TRYBUILD=overwrite` accepts what was found.

use std::path::Path;
use std::process::Command;

/// The rustc whose messages stand beside the programs: they change from one to the next.
const RUSTC: &str = "rustc 1.95.";

#[test]
fn messages_show_the_place_and_nothing_more() {
    if !is_rustc() {
        eprintln!("skipped: the messages are those of {RUSTC}x");
        return;
    }
    copy_workflows();
    let programs = trybuild::TestCases::new();
    programs.compile_fail("ui/definition/*.rs");
    programs.compile_fail("ui/handlers/*.rs");
    programs.compile_fail("ui/macro/*.rs");
    programs.compile_fail("ui/signatures/*.rs");
    programs.compile_fail("ui/typed/*.rs");
    programs.compile_fail("ui/warnings/*.rs");
    programs.pass("ui/pass/*.rs");
}

/// `trybuild` makes a crate of its own for the programs, and paths of definitions start from the crate.
fn copy_workflows() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tests");
    let folder = target.join("trybuild/tests/workflows");
    std::fs::create_dir_all(&folder).expect("a folder");
    let workflows = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/workflows");
    for file in workflows.read_dir().expect("a folder") {
        let file = file.expect("a file");
        std::fs::copy(file.path(), folder.join(file.file_name())).expect("a copy");
    }
}

fn is_rustc() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output();
    version.is_ok_and(|version| version.stdout.starts_with(RUSTC.as_bytes()))
}
