//! A workspace of generated packages in the target folder: libraries that hold what is to be compiled, in batches, and a
//! driver that links them. The driver reads a line of JSON for each run and writes one for each outcome.

use std::error::Error;
use std::fmt::Write;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A scratch workspace. It shares its target folder with the workspace of the suite, so that dependencies are built once.
#[derive(Debug)]
pub struct Scratch {
    /// The package of the suite, which everything generated depends on.
    suite: &'static str,
    /// Part of the names of its packages: cargo keeps what it built by a package's name and its place in the workspace.
    name: &'static str,
    folder: PathBuf,
    target: PathBuf,
}

impl Scratch {
    /// For the suite that is the running program, in the target folder that it was built into.
    ///
    /// # Errors
    /// When the program does not lie in a target folder.
    pub fn new(suite: &'static str, name: &'static str) -> Result<Self, Box<dyn Error>> {
        let program = std::env::current_exe()?;
        // <target>/<profile>/<suite>
        let target = program
            .ancestors()
            .nth(2)
            .ok_or("there is no target folder")?;
        Ok(Scratch {
            suite,
            name,
            folder: target.join(suite).join(name),
            target: target.to_owned(),
        })
    }

    /// The name of a library.
    #[must_use]
    pub fn batch(&self, index: usize) -> String {
        format!("{}_batch_{index}", self.name)
    }

    /// Writes a library: its source, and other files beside it.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write_batch(
        &self,
        index: usize,
        source: &str,
        files: &[(String, &str)],
    ) -> io::Result<()> {
        let name = self.batch(index);
        let folder = self.folder.join(&name);
        let manifest = self.manifest(&name, "[lib]\npath = \"lib.rs\"\n", 0);
        update(&folder.join("Cargo.toml"), &manifest)?;
        update(&folder.join("lib.rs"), source)?;
        for (name, text) in files {
            update(&folder.join(name), text)?;
        }
        Ok(())
    }

    /// Writes the driver over so many libraries, and the workspace.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write_driver(&self, source: &str, batches: usize) -> io::Result<()> {
        let (name, folder) = (self.driver(), self.folder.join("driver"));
        let kind = format!("[[bin]]\nname = {name:?}\npath = \"main.rs\"\n");
        let manifest = self.manifest(&name, &kind, batches);
        update(&folder.join("Cargo.toml"), &manifest)?;
        update(&folder.join("main.rs"), source)?;
        let members: String = (0..batches)
            .map(|index| format!(", {:?}", self.batch(index)))
            .collect();
        // What is generated is run once, so it is not worth optimizing; everything else is shared with other builds.
        let workspace = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"driver\"{members}]\n\n\
             [profile.release]\nopt-level = 0\n\n[profile.release.package.\"*\"]\nopt-level = 3\n"
        );
        update(&self.folder.join("Cargo.toml"), &workspace)?;
        std::fs::copy(root().join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        Ok(())
    }

    /// Builds the driver. The inner result has cargo's messages, if it fails.
    ///
    /// # Errors
    /// When cargo cannot be run.
    pub fn build(&self) -> io::Result<Result<(), String>> {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
            .args([
                "build",
                "--offline",
                "--keep-going",
                "--message-format=short",
            ])
            .args(["--profile", profile().0])
            .arg("--target-dir")
            .arg(&self.target)
            .current_dir(&self.folder)
            .output()?;
        if output.status.success() {
            return Ok(Ok(()));
        }
        Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()))
    }

    /// Runs the driver: the outcome of each run, up to one that it did not survive. What it says on the way goes to
    /// `messages`.
    ///
    /// # Errors
    /// When it cannot be run, or writes something else.
    pub fn run<R: Serialize, O: DeserializeOwned>(
        &self,
        runs: &[R],
        messages: Stdio,
    ) -> Result<Vec<O>, Box<dyn Error>> {
        let input = self.folder.join("runs.jsonl");
        let mut lines = String::new();
        for run in runs {
            writeln!(lines, "{}", serde_json::to_string(run)?)?;
        }
        std::fs::write(&input, lines)?;
        let driver = self.target.join(profile().1).join(self.driver());
        let output = Command::new(driver)
            .stdin(File::open(input)?)
            .stderr(messages)
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let outcomes = text.lines().map(serde_json::from_str);
        Ok(outcomes.collect::<Result<_, _>>()?)
    }

    fn driver(&self) -> String {
        format!("{}-{}", self.suite, self.name)
    }

    /// A package over the first so many libraries.
    fn manifest(&self, name: &str, kind: &str, batches: usize) -> String {
        let suite = self.suite;
        let (runtime, place) = (root().join("asl-runtime"), root().join("tests").join(suite));
        let mut text = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{kind}\n[dependencies]\n\
             asl-runtime = {{ path = {runtime:?} }}\n{suite} = {{ path = {place:?} }}\n"
        );
        for batch in (0..batches).map(|index| self.batch(index)) {
            text += &format!("{batch} = {{ path = \"../{batch}\" }}\n");
        }
        text
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The profile that this program was built with, and what cargo calls its folder.
fn profile() -> (&'static str, &'static str) {
    if cfg!(debug_assertions) {
        ("dev", "debug")
    } else {
        ("release", "release")
    }
}

/// Writes a file unless it has this content already, so that cargo does not build again what has not changed.
fn update(path: &Path, text: &str) -> io::Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|current| current == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}
