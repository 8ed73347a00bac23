//! The size of all variables of an execution, for hosts that limit it. Reference §5.5.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::context::Progress;
use crate::identity::Root;
use crate::payload;

/// How many payloads of the largest size the variables of an execution may hold: 10 MiB on AWS, with payloads of 256 KiB.
const PAYLOADS: usize = 40;

/// How many bytes of JSON text the variables of an execution hold, over all scopes that run.
#[derive(Debug, Default)]
pub(crate) struct Store(AtomicUsize);

impl Store {
    /// Puts values in place of others, if there is room for them under this limit of a payload. `held` is what their scope
    /// holds.
    pub(crate) fn replace<'v>(
        &self,
        held: &mut usize,
        old: impl Iterator<Item = &'v Value>,
        new: &[Value],
        payload_limit: usize,
    ) -> bool {
        let old: usize = old.map(payload::size).sum();
        let new: usize = new.iter().map(payload::size).sum();
        self.release(old);
        self.hold(new);
        *held = (*held + new).saturating_sub(old);
        self.0.load(Ordering::Relaxed) <= payload_limit.saturating_mul(PAYLOADS)
    }

    /// What a scope holds that is taken up again.
    pub(crate) fn hold(&self, bytes: usize) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    fn release(&self, bytes: usize) {
        self.0.fetch_sub(bytes, Ordering::Relaxed);
    }
}

/// The progress of a child: when it ends, or is dropped, what its variables held is free again.
pub(crate) struct ChildProgress<'a> {
    root: &'a Root<'a>,
    progress: Progress,
}

impl<'a> ChildProgress<'a> {
    pub(crate) fn new(root: &'a Root<'a>, progress: Progress) -> Self {
        ChildProgress { root, progress }
    }
}

impl Deref for ChildProgress<'_> {
    type Target = Progress;

    fn deref(&self) -> &Progress {
        &self.progress
    }
}

impl DerefMut for ChildProgress<'_> {
    fn deref_mut(&mut self) -> &mut Progress {
        &mut self.progress
    }
}

impl Drop for ChildProgress<'_> {
    fn drop(&mut self) {
        if let Some(store) = &self.root.store {
            store.release(self.progress.stored);
        }
    }
}
