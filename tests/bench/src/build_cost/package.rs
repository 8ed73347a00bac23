//! A package that is built to see what that costs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{fs, io};

/// A package in the target folder, with all that it depends on built already.
pub(super) struct Package {
    folder: PathBuf,
    name: &'static str,
}

/// What a build took.
pub(super) struct Built {
    pub(super) time: Duration,
    /// The memory of the largest process, where the system says so.
    pub(super) kibibytes: Option<u64>,
}

impl Package {
    pub(super) fn new(name: &'static str, main: &str) -> io::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder = root.join("target").join(name);
        let package = Package { folder, name };
        let manifest = format!(
            "[package]\nname = {name:?}\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
             asl-runtime = {{ path = {:?} }}\nserde_json = \"1\"\n\
             tokio = {{ version = \"1\", features = [\"rt\", \"time\"] }}\n",
            root.join("asl-runtime")
        );
        package.write("Cargo.toml", &manifest)?;
        package.write("src/main.rs", "fn main() {}")?;
        for profile in ["check", "build", "release"] {
            package.build(profile)?;
        }
        package.write("src/main.rs", main)?;
        Ok(package)
    }

    pub(super) fn write(&self, path: &str, text: &str) -> io::Result<()> {
        let path = self.folder.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    }

    pub(super) fn build(&self, profile: &str) -> io::Result<Built> {
        const TIME: &str = "/usr/bin/time";
        let has_time = Path::new(TIME).exists();
        let mut command = match has_time {
            true => Command::new(TIME),
            false => Command::new("cargo"),
        };
        if has_time {
            command.args(["--format=%M", "cargo"]);
        }
        match profile {
            "release" => command.args(["build", "--release"]),
            _ => command.arg(profile),
        };
        command
            .current_dir(&self.folder)
            .env("CARGO_INCREMENTAL", "0")
            .args(["--quiet", "--target-dir", "target"]);
        let begin = Instant::now();
        let output = command.output()?;
        let time = begin.elapsed();
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(io::Error::other(said));
        }
        let kibibytes = said.lines().last().and_then(|line| line.parse().ok());
        Ok(Built { time, kibibytes })
    }

    /// The size of the program.
    pub(super) fn binary(&self) -> io::Result<u64> {
        let path = self.folder.join("target/release").join(self.name);
        Ok(fs::metadata(path)?.len())
    }
}
