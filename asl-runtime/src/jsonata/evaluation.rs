//! One run of an expression: what it makes, what it may use up, and the little of the world that it sees.

use std::cell::{Cell, OnceCell};

use bumpalo::Bump;
use jiff::Timestamp;

use super::{Error, Item};

/// One run of an expression. It owns what the expression makes on the way; nothing of that is freed before its end.
#[derive(Debug)]
pub struct Evaluation {
    /// Made when it is first needed: most expressions only look at their data.
    arena: OnceCell<Bump>,
    limits: Limits,
    /// How deep functions have called each other.
    depth: Cell<u32>,
    /// How deep it is inside of data.
    nesting: Cell<u32>,
    /// Where the stack stood at first.
    stack: OnceCell<usize>,
    steps: Cell<u64>,
    now: Timestamp,
    random: Cell<u64>,
}

/// How much an expression may use up. AWS bounds depth, time and memory; time is counted in steps here, so that the same
/// expression over the same data always ends alike. Reference §6.6.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep functions may call each other.
    pub depth: u32,
    /// How many steps: calls, elements visited.
    pub steps: u64,
    /// How many bytes everything that it makes may take together.
    pub bytes: usize,
    /// How many bytes of the thread's stack calls may take, however few they are: without optimization a large function
    /// needs so many that a hundred calls would not fit into the 2 MiB that threads usually have.
    pub stack: usize,
}

impl Limits {
    /// What expressions of a definition may use.
    pub const DEFAULT: Limits = Limits {
        depth: 100,
        steps: 20_000_000,
        bytes: 256 << 20,
        stack: 1 << 20,
    };
}

impl Default for Evaluation {
    fn default() -> Self {
        Self::new()
    }
}

impl Evaluation {
    /// A run within the usual limits. It knows neither the time nor a random number.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Evaluation {
            arena: OnceCell::new(),
            limits: Limits::DEFAULT,
            depth: Cell::new(0),
            nesting: Cell::new(0),
            stack: OnceCell::new(),
            steps: Cell::new(0),
            now: Timestamp::UNIX_EPOCH,
            random: Cell::new(0),
        }
    }

    /// What `$now()` and `$millis()` say.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        Evaluation { now, ..self }
    }

    /// What `$random()`, `$uuid()` and `$shuffle()` draw from.
    #[must_use]
    pub fn seeded(self, seed: u64) -> Self {
        Evaluation {
            random: Cell::new(seed),
            ..self
        }
    }

    /// Other limits.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Evaluation { limits, ..self }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The next random number (SplitMix64).
    pub fn random(&self) -> u64 {
        let state = self.random.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.random.set(state);
        let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Notes work done.
    ///
    /// # Errors
    /// When that is too much, or too much memory is in use.
    #[inline]
    pub fn spend(&self, steps: usize) -> Result<(), Error> {
        self.claim::<()>(steps)
    }

    /// Notes work that keeps so many of `T`, before it is done.
    ///
    /// # Errors
    /// When that is too much, or too much memory would be in use.
    #[inline]
    pub fn claim<T>(&self, count: usize) -> Result<(), Error> {
        let steps = self.steps.get().saturating_add(count as u64);
        self.steps.set(steps);
        if steps > self.limits.steps {
            return Err(exhausted("time"));
        }
        self.afford(count.saturating_mul(size_of::<T>()))
    }

    /// Checks that there is room for so many bytes besides what is kept.
    ///
    /// # Errors
    /// When there is not.
    #[inline]
    pub(super) fn afford(&self, bytes: usize) -> Result<(), Error> {
        let kept = self.arena.get().map_or(0, Bump::allocated_bytes);
        if kept.saturating_add(bytes) > self.limits.bytes {
            return Err(exhausted("memory"));
        }
        Ok(())
    }

    /// Runs something one call deeper.
    ///
    /// # Errors
    /// Its own, or when that is too deep.
    pub fn deeper<T>(&self, run: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let max = self.limits.depth;
        let too_deep = || {
            let depth = self.depth.get() + 1;
            format!(
                "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive. Depth={depth} max={max}"
            )
        };
        self.within_depth(&self.depth, max, run, too_deep)
    }

    /// Runs something one level of data deeper.
    ///
    /// # Errors
    /// Its own, or when that is too deep.
    pub fn inside<T, E: From<Error>>(&self, run: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        // What comes from JSON text nests 128 levels deep at most.
        const DEEPEST: u32 = 300;
        let too_deep =
            || format!("Stack overflow error: data nests more than {DEEPEST} levels deep");
        self.within_depth(&self.nesting, DEEPEST, run, too_deep)
    }

    fn within_depth<T, E: From<Error>>(
        &self,
        depth: &Cell<u32>,
        max: u32,
        run: impl FnOnce() -> Result<T, E>,
        too_deep: impl FnOnce() -> String,
    ) -> Result<T, E> {
        let outer = depth.get();
        let here = here();
        let first = *self.stack.get_or_init(|| here);
        if outer >= max || first.abs_diff(here) > self.limits.stack {
            return Err(Error::new("", too_deep()).into());
        }
        depth.set(outer + 1);
        let result = run();
        depth.set(outer);
        result
    }

    #[inline]
    pub(super) fn arena(&self) -> &Bump {
        self.arena.get_or_init(Bump::new)
    }

    /// Keeps a text.
    pub fn text(&self, text: &str) -> &str {
        self.arena().alloc_str(text)
    }

    /// Keeps items.
    pub fn items<'a, I>(&'a self, items: I) -> &'a [Item<'a>]
    where
        I: IntoIterator<Item = Item<'a>, IntoIter: ExactSizeIterator>,
    {
        self.arena().alloc_slice_fill_iter(items)
    }

    /// Keeps copies of anything.
    pub fn keep<T: Copy>(&self, slice: &[T]) -> &[T] {
        self.arena().alloc_slice_copy(slice)
    }

    /// Keeps what is never dropped, because it needs no clean-up.
    #[inline]
    pub(super) fn made<T>(&self, made: T) -> &T {
        self.arena().alloc(made)
    }
}

/// About where the stack stands.
#[inline(never)]
fn here() -> usize {
    let marker = 0_u8;
    std::ptr::from_ref(&marker).addr()
}

#[cold]
fn exhausted(what: &str) -> Error {
    Error::new("", format!("Expression evaluation {what} limit exceeded"))
}
