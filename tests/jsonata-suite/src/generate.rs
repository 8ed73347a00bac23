//! The scratch workspace: crates of compiled expressions, and the program that links them.

use std::error::Error;
use std::fmt::Write;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jsonata_suite::{Outcome, Run};
use proc_macro2::TokenStream;

/// Expressions in one crate.
const BATCH: usize = 250;

/// A compiled expression: the index of its case, and its function.
pub(crate) type Function = (usize, TokenStream);

/// A scratch workspace in the target folder that this program was built into.
pub(crate) struct Scratch {
    /// Part of the names of its packages, so that part of the suite does not make the whole be built again.
    name: &'static str,
    folder: PathBuf,
    target: PathBuf,
}

impl Scratch {
    pub(crate) fn new(name: &'static str) -> Result<Self, Box<dyn Error>> {
        let program = std::env::current_exe()?;
        // <target>/<profile>/jsonata-suite
        let target = program
            .ancestors()
            .nth(2)
            .ok_or("there is no target folder")?;
        Ok(Scratch {
            name,
            folder: target.join("jsonata-suite").join(name),
            target: target.to_owned(),
        })
    }

    /// Builds the program.
    pub(crate) fn build(&self, functions: &[Function]) -> Result<(), Box<dyn Error>> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.ancestors().nth(2).ok_or("there is no workspace")?;
        let names: Vec<String> = (0..functions.len().div_ceil(BATCH))
            .map(|batch| format!("{}_batch_{batch}", self.name))
            .collect();
        for (name, functions) in names.iter().zip(functions.chunks(BATCH)) {
            let folder = self.folder.join(name);
            let manifest = manifest(name, "[lib]\npath = \"lib.rs\"\n", &[], root);
            update(&folder.join("Cargo.toml"), &manifest)?;
            update(&folder.join("lib.rs"), &batch_source(functions))?;
        }
        let driver = self.folder.join("driver");
        let bin = format!("[[bin]]\nname = {:?}\npath = \"main.rs\"\n", self.driver());
        update(
            &driver.join("Cargo.toml"),
            &manifest(&self.driver(), &bin, &names, root),
        )?;
        update(&driver.join("main.rs"), &driver_source(&names))?;
        update(&self.folder.join("Cargo.toml"), &workspace_manifest(&names))?;
        std::fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        self.cargo_build()
    }

    /// Runs the program.
    pub(crate) fn run(&self, runs: &[Run]) -> Result<Vec<Outcome>, Box<dyn Error>> {
        let input = self.folder.join("runs.jsonl");
        let mut lines = String::new();
        for run in runs {
            writeln!(lines, "{}", serde_json::to_string(run)?)?;
        }
        std::fs::write(&input, lines)?;
        let output = Command::new(self.target.join("release").join(self.driver()))
            .stdin(File::open(input)?)
            .stderr(Stdio::null())
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let outcomes = text.lines().map(serde_json::from_str);
        Ok(outcomes.collect::<Result<_, _>>()?)
    }

    fn driver(&self) -> String {
        format!("jsonata-suite-{}", self.name)
    }

    fn cargo_build(&self) -> Result<(), Box<dyn Error>> {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
            .args(["build", "--offline", "--release", "--target-dir"])
            .arg(&self.target)
            .current_dir(&self.folder)
            .output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&output.stderr).into())
    }
}

/// Writes a file unless it has this content already, so that cargo does not build again what has not changed.
fn update(path: &Path, text: &str) -> std::io::Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|current| current == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}

fn workspace_manifest(batches: &[String]) -> String {
    let batches: String = batches.iter().map(|name| format!(", {name:?}")).collect();
    // The expressions are run once, so they are not worth optimizing; everything else is shared with other builds.
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"driver\"{batches}]\n\n\
         [profile.release]\nopt-level = 0\n\n[profile.release.package.\"*\"]\nopt-level = 3\n"
    )
}

fn manifest(name: &str, kind: &str, batches: &[String], root: &Path) -> String {
    let runtime = root.join("asl-runtime");
    let suite = root.join("tests/jsonata-suite");
    let mut text = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{kind}\n[dependencies]\n\
         asl-runtime = {{ path = {runtime:?} }}\njsonata-suite = {{ path = {suite:?} }}\n"
    );
    for batch in batches {
        let _ = writeln!(text, "{batch} = {{ path = \"../{batch}\" }}");
    }
    text
}

fn batch_source(functions: &[Function]) -> String {
    let mut source = String::from(
        "#![deny(warnings)]\n#![allow(unused_variables)]\nuse asl_runtime::__private as __rt;\n\
         pub const EXPRESSIONS: &[(usize, jsonata_suite::Compiled)] = &[\n",
    );
    for (index, _) in functions {
        let _ = writeln!(source, "    ({index}, case_{index}),");
    }
    source.push_str("];\n");
    for (_, function) in functions {
        let _ = writeln!(source, "{function}");
    }
    source
}

fn driver_source(batches: &[String]) -> String {
    let mut source = String::from("fn main() -> std::io::Result<()> {\n    let all = [\n");
    for batch in batches {
        let _ = writeln!(source, "        {batch}::EXPRESSIONS,");
    }
    source.push_str("    ];\n    jsonata_suite::serve(&all.concat())\n}\n");
    source
}
