//! The scratch workspace: batches of crates that hold the definitions, and the driver that links them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use conformance::scenario::{Observed, Scenario};

use crate::signatures;

/// Definitions in one crate: few enough that no crate takes long, many enough that linking does not.
const BATCH: usize = 40;

/// A scratch workspace, and the target folder that it shares with the workspace of this package.
#[derive(Debug)]
pub(crate) struct Scratch {
    /// Part of the names of its packages: cargo keeps what it built by a package's name and its place in the workspace.
    name: &'static str,
    folder: PathBuf,
    target: PathBuf,
    profile: &'static str,
    /// Whether its machines have types.
    typed: bool,
}

/// What rustc said to the code generated from definitions, by their index.
pub(crate) type Refused = BTreeMap<usize, String>;

impl Scratch {
    /// In the target folder that this program was built into, under `name`.
    pub(crate) fn new(name: &'static str, typed: bool) -> Result<Self, Box<dyn Error>> {
        let program = std::env::current_exe()?;
        // <target>/<profile>/conformance
        let target = program
            .ancestors()
            .nth(2)
            .ok_or("there is no target folder")?;
        Ok(Scratch {
            typed,
            name,
            folder: target.join("conformance").join(name),
            target: target.to_owned(),
            profile: if cfg!(debug_assertions) {
                "dev"
            } else {
                "release"
            },
        })
    }

    /// Builds the driver for these definitions. Those that rustc refuses are left out.
    pub(crate) fn build(&self, definitions: &[String]) -> Result<Refused, Box<dyn Error>> {
        let mut refused = Refused::new();
        loop {
            let lines = self.write(definitions, &refused)?;
            let Err(messages) = self.cargo_build()? else {
                return Ok(refused);
            };
            let found = lines.iter().filter_map(|(place, index)| {
                // There are warnings too.
                let is_here = |line: &&str| line.starts_with(place) && line.contains(": error");
                let message = messages.lines().find(is_here)?;
                let (_column, error) = message[place.len()..].split_once(": ")?;
                Some((*index, error.to_owned()))
            });
            let before = refused.len();
            refused.extend(found);
            if refused.len() == before {
                return Err(messages.into());
            }
        }
    }

    /// Runs the driver: what it saw of each scenario, up to one that it did not survive.
    pub(crate) fn run(&self, scenarios: &[Scenario]) -> Result<Vec<Observed>, Box<dyn Error>> {
        let input = self.folder.join("scenarios.jsonl");
        let mut lines = String::new();
        for scenario in scenarios {
            writeln!(lines, "{}", serde_json::to_string(scenario)?)?;
        }
        std::fs::write(&input, lines)?;
        let folder = if self.profile == "dev" {
            "debug"
        } else {
            self.profile
        };
        let driver = self.target.join(folder).join(self.driver());
        let output = Command::new(driver)
            .stdin(File::open(input)?)
            .stderr(Stdio::inherit())
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let observed = text.lines().map(serde_json::from_str);
        Ok(observed.collect::<Result<_, _>>()?)
    }

    /// Writes the workspace. Returns how rustc's messages about a definition begin, and the definition's index.
    fn write(
        &self,
        definitions: &[String],
        refused: &Refused,
    ) -> Result<Vec<(String, usize)>, Box<dyn Error>> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.ancestors().nth(2).ok_or("there is no workspace")?;
        let batches = definitions.len().div_ceil(BATCH);
        let mut places = Vec::new();
        for batch in 0..batches {
            let name = self.batch(batch);
            let folder = self.folder.join(&name);
            let lib = "\n[lib]\npath = \"lib.rs\"\n";
            update(
                &folder.join("Cargo.toml"),
                &package_manifest(&name, lib, root),
            )?;
            let range = batch * BATCH..definitions.len().min((batch + 1) * BATCH);
            let kept: Vec<usize> = range.filter(|index| !refused.contains_key(index)).collect();
            for index in &kept {
                let file = folder.join(format!("d{index}.asl.json"));
                update(&file, &definitions[*index])?;
            }
            let signatures = |index: usize| match self.typed {
                true => signatures::of(&definitions[index]),
                false => String::new(),
            };
            update(&folder.join("lib.rs"), &batch_source(&kept, signatures))?;
            for (line, index) in kept.iter().enumerate() {
                // The modules come first, then the table; both in this order, a line each.
                places.push((format!("{name}/lib.rs:{}:", line + 1), *index));
                let entry = kept.len() + line + 2;
                places.push((format!("{name}/lib.rs:{entry}:"), *index));
            }
        }
        let names: Vec<String> = (0..batches).map(|batch| self.batch(batch)).collect();
        let driver = self.folder.join("driver");
        let manifest = driver_manifest(&self.driver(), &names, root);
        update(&driver.join("Cargo.toml"), &manifest)?;
        update(&driver.join("main.rs"), &driver_source(&names))?;
        update(&self.folder.join("Cargo.toml"), &workspace_manifest(&names))?;
        std::fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        Ok(places)
    }

    /// The name of a package of definitions.
    fn batch(&self, batch: usize) -> String {
        format!("{}_batch_{batch}", self.name)
    }

    /// The name of the driver's package and program.
    fn driver(&self) -> String {
        format!("conformance-{}", self.name)
    }

    /// Cargo's messages, if it fails.
    fn cargo_build(&self) -> Result<Result<(), String>, Box<dyn Error>> {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
            .args([
                "build",
                "--offline",
                "--keep-going",
                "--message-format=short",
            ])
            .args(["--profile", self.profile])
            .arg("--target-dir")
            .arg(&self.target)
            .current_dir(&self.folder)
            .output()?;
        if output.status.success() {
            return Ok(Ok(()));
        }
        Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()))
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
    // The machines are run once, so they are not worth optimizing; everything else is shared with other builds.
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"driver\"{batches}]\n\n\
         [profile.release]\nopt-level = 0\n\n[profile.release.package.\"*\"]\nopt-level = 3\n"
    )
}

fn package_manifest(name: &str, dependencies: &str, root: &Path) -> String {
    let runtime = root.join("asl-runtime");
    let conformance = root.join("tests/conformance");
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         asl-runtime = {{ path = {runtime:?} }}\nconformance = {{ path = {conformance:?} }}\n{dependencies}"
    )
}

fn driver_manifest(name: &str, batches: &[String], root: &Path) -> String {
    let mut rest = String::new();
    for batch in batches {
        let _ = writeln!(rest, "{batch} = {{ path = \"../{batch}\" }}");
    }
    let _ = write!(rest, "\n[[bin]]\nname = {name:?}\npath = \"main.rs\"\n");
    package_manifest(name, &rest, root)
}

/// One line a definition, so that the line of an error tells which.
fn batch_source(definitions: &[usize], signatures: impl Fn(usize) -> String) -> String {
    let mut source = String::new();
    for index in definitions {
        let end = match signatures(*index) {
            signatures if signatures.is_empty() => ";".to_owned(),
            signatures => format!(" {{ {signatures} }}"),
        };
        let _ = writeln!(
            source,
            "asl_runtime::asl! {{ pub mod d{index} = \"d{index}.asl.json\"{end} }}"
        );
    }
    source += "pub const MACHINES: &[conformance::drive::Entry] = &[\n";
    for index in definitions {
        let _ = writeln!(
            source,
            "(\"d{index}\", |scenario| conformance::drive::run(scenario, d{index}::Machine::new)),"
        );
    }
    source
        + "];\n#[allow(unused_imports)]\npub use {asl_runtime::TaskError, conformance::passed::Passed};\n"
}

fn driver_source(batches: &[String]) -> String {
    let machines: String = batches
        .iter()
        .map(|name| format!("{name}::MACHINES, "))
        .collect();
    format!(
        "fn main() -> std::process::ExitCode {{\n    conformance::drive::main(&[{machines}])\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_has_a_line_of_its_own_in_both_lists() {
        let source = batch_source(&[3, 7], |_| String::new());
        let lines: Vec<&str> = source.lines().collect();
        for (line, module) in [(0, "d3"), (1, "d7"), (3, "d3"), (4, "d7")] {
            assert!(lines[line].contains(module), "{}", lines[line]);
        }
    }
}
