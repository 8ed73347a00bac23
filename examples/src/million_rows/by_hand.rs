//! The same without a workflow, as a careful engineer would write it for this one file: to see what the workflow costs.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::{BadAmount, Checked, INBOX, Payment, check};

const BATCH: usize = 500;
const AT_ONCE: usize = 64;
const FILE_BYTES: usize = 8 << 20;

/// How many rows were in batches that succeeded and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows whose results were written.
    pub succeeded: usize,
    /// Rows of batches with a bad row.
    pub failed: usize,
}

/// Checks the payments in the inbox below `folder`, batches side by side, and writes the results below its outbox.
///
/// # Errors
/// What the file system says, and a row that is none.
pub async fn run(folder: &Path) -> io::Result<Counts> {
    let file = File::open(folder.join(INBOX.0).join(INBOX.1))?;
    let mut reader = csv::Reader::from_reader(file);
    let mut rows = reader.deserialize::<Payment>();
    let mut results = Results::new(folder.join("outbox/by-hand"))?;
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut batches = JoinSet::new();
    loop {
        let batch: Vec<Payment> = rows.by_ref().take(BATCH).collect::<Result<_, _>>()?;
        if batch.is_empty() {
            break;
        }
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else {
            break;
        };
        batches.spawn(async move {
            let _permit = permit;
            let size = batch.len();
            let checked: Result<Vec<Checked>, BadAmount> = batch.into_iter().map(check).collect();
            (size, checked)
        });
        while let Some(ended) = batches.try_join_next() {
            results.add(ended?)?;
        }
    }
    while let Some(ended) = batches.join_next().await {
        results.add(ended?)?;
    }
    results.finish()
}

/// Files of results, each whole.
struct Results {
    folder: PathBuf,
    text: Vec<u8>,
    files: usize,
    counts: Counts,
}

impl Results {
    fn new(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Results {
            folder,
            text: Vec::new(),
            files: 0,
            counts: Counts::default(),
        })
    }

    fn add(&mut self, (size, checked): (usize, Result<Vec<Checked>, BadAmount>)) -> io::Result<()> {
        let Ok(checked) = checked else {
            self.counts.failed += size;
            return Ok(());
        };
        self.counts.succeeded += size;
        for checked in checked {
            serde_json::to_writer(&mut self.text, &checked)?;
            self.text.push(b'\n');
        }
        if self.text.len() >= FILE_BYTES {
            self.write()?;
        }
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        let part = self.folder.join("part");
        fs::write(&part, std::mem::take(&mut self.text))?;
        fs::rename(part, self.folder.join(format!("{}.jsonl", self.files)))?;
        self.files += 1;
        Ok(())
    }

    fn finish(mut self) -> io::Result<Counts> {
        self.write()?;
        Ok(self.counts)
    }
}
