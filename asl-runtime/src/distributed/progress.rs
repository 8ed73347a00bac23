//! How far a map run has come.

use std::fmt;
use std::sync::Arc;

use super::writer::ChildStatus;

/// How far a map run has come, in items, as AWS's `DescribeMapRun` counts them: an item of a batch is what its batch is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MapRunProgress {
    /// The map run.
    pub map_run_arn: Arc<str>,
    /// The Map's `Label`, or one made of the state's name.
    pub label: &'static str,
    /// Whether it still runs, or how it ended.
    pub status: MapRunStatus,
    /// Known, but not begun.
    pub pending: u64,
    /// In child executions that run.
    pub running: u64,
    /// In child executions that ended well.
    pub succeeded: u64,
    /// In child executions that failed.
    pub failed: u64,
    /// In child executions that ran out of time.
    pub timed_out: u64,
    /// In child executions that were stopped, because the map run failed.
    pub aborted: u64,
    /// All that are known. It grows while items are read.
    pub total: u64,
    /// Whose results the `ResultWriter` has.
    pub results_written: u64,
}

/// Whether a map run still runs, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapRunStatus {
    /// `RUNNING`
    Running,
    /// `SUCCEEDED`
    Succeeded,
    /// `FAILED`
    Failed,
}

impl MapRunProgress {
    /// Of a map run that begins, with so many items known.
    pub(super) fn new(map_run_arn: Arc<str>, label: &'static str, total: u64) -> Self {
        MapRunProgress {
            map_run_arn,
            label,
            status: MapRunStatus::Running,
            pending: total,
            running: 0,
            succeeded: 0,
            failed: 0,
            timed_out: 0,
            aborted: 0,
            total,
            results_written: 0,
        }
    }

    /// A child execution begins.
    pub(super) fn start(&mut self, items: u64) {
        // What was not known before is known now.
        self.total += items.saturating_sub(self.pending);
        self.pending = self.pending.saturating_sub(items);
        self.running += items;
    }

    /// A child execution ends.
    pub(super) fn end(&mut self, items: u64, status: ChildStatus) {
        self.running -= items;
        *match status {
            ChildStatus::Succeeded => &mut self.succeeded,
            ChildStatus::Failed => &mut self.failed,
            ChildStatus::TimedOut => &mut self.timed_out,
            ChildStatus::Aborted | ChildStatus::Pending => &mut self.aborted,
        } += items;
    }

    /// A child execution will never begin.
    pub(super) fn wait(&mut self, items: u64) {
        self.total += items.saturating_sub(self.pending);
        self.pending = self.pending.max(items);
    }

    /// What counts against the tolerance.
    pub(super) fn unsuccessful(&self) -> u64 {
        self.failed + self.timed_out
    }
}

/// Is told how map runs get on.
#[derive(Clone, Default)]
pub struct Watcher(Option<Arc<Watch>>);

type Watch = dyn Fn(&MapRunProgress) + Send + Sync;

impl Watcher {
    /// It calls this.
    pub fn new(watch: impl Fn(&MapRunProgress) + Send + Sync + 'static) -> Self {
        Watcher(Some(Arc::new(watch)))
    }

    pub(super) fn tell(&self, progress: &MapRunProgress) {
        if let Some(watch) = &self.0 {
            watch(progress);
        }
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let watches = if self.0.is_some() {
            "watching"
        } else {
            "nobody"
        };
        f.debug_tuple("Watcher").field(&watches).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_known_when_they_are_read() {
        let mut progress = MapRunProgress::new("arn".into(), "rows", 3);
        progress.start(2);
        assert_eq!(
            (progress.pending, progress.running, progress.total),
            (1, 2, 3)
        );
        progress.start(5);
        assert_eq!(
            (progress.pending, progress.running, progress.total),
            (0, 7, 7)
        );
        progress.end(5, ChildStatus::TimedOut);
        progress.end(2, ChildStatus::Succeeded);
        assert_eq!(
            (
                progress.running,
                progress.succeeded,
                progress.unsuccessful()
            ),
            (0, 2, 5)
        );
    }
}
