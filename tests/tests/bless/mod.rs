//! Texts that stand in files beside the tests: compared, or written with `BLESS=1`.

use std::path::{Path, PathBuf};

/// A path below this package.
pub(crate) fn package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files of a folder whose names end so, in the order of their names.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{} can be read: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = paths.filter(|path| name(path).ends_with(ending)).collect();
    paths.sort();
    paths
}

/// The name of a file, without what follows its first dot.
pub(crate) fn stem(path: &Path) -> &str {
    name(path).split('.').next().unwrap_or_default()
}

fn name(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{} can be read: {error}", path.display()))
}

/// Collects texts that differ from their files, so that one run shows all of them.
#[derive(Default)]
pub(crate) struct Comparison {
    different: Vec<String>,
}

impl Comparison {
    /// Compares a text with a file; with `BLESS=1` the file is written instead.
    pub(crate) fn text(&mut self, found: &str, path: &Path) {
        if std::env::var_os("BLESS").is_some_and(|bless| bless == "1") {
            std::fs::write(path, found).expect("the file can be written");
            return;
        }
        let expected = std::fs::read_to_string(path).unwrap_or_default();
        if expected != found {
            let path = path.display();
            self.different.push(format!(
                "{path} differs\n--- expected\n{expected}\n--- found\n{found}"
            ));
        }
    }

    /// Fails when a text differed.
    pub(crate) fn finish(self) {
        assert!(
            self.different.is_empty(),
            "{}\nTo accept what was found, run the test again with BLESS=1.",
            self.different.join("\n\n")
        );
    }
}
