//! What is held, and what is to be reached.

/// How many times what the workflow by hand takes the compiled one may take.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) instructions: Bound,
    pub(crate) allocations: Bound,
}

/// A ratio.
#[derive(Clone, Copy)]
pub(crate) struct Bound {
    /// It has been as low as this, and is not to get higher again.
    pub(crate) reached: f64,
    /// It is to get as low as this.
    pub(crate) goal: f64,
}

/// A ratchet: what each row has reached, rounded up a little, in instructions and in allocations. Who makes one faster
/// lowers its number here.
const REACHED: &[(&str, f64, f64)] = &[
    ("chain", 2.25, 1.0),
    ("recovery", 1.20, 1.06),
    ("choice", 1.34, 1.0),
    ("shaping", 1.09, 1.0),
    ("parallel", 1.66, 1.10),
    ("map", 1.29, 1.001),
    ("counting", 4.40, 1.0),
    ("variables", 6.90, 1.0),
    ("typed chain", 1.10, 1.0),
    ("typed registration", 1.10, 1.0),
    ("typed choice", 1.10, 1.0),
    ("typed map", 1.10, 1.0),
];

/// The bounds of a workflow; those of one that is missing above are its goals.
pub(crate) fn of(workflow: &str) -> Bounds {
    let goal = match workflow.starts_with("typed") {
        true => 1.10,
        false => 1.15,
    };
    let reached = REACHED.iter().find(|(name, ..)| *name == workflow);
    let (instructions, allocations) = match reached {
        Some(&(_, instructions, allocations)) => (instructions, allocations),
        None => (goal, 1.0),
    };
    Bounds {
        instructions: Bound {
            reached: instructions,
            goal,
        },
        allocations: Bound {
            reached: allocations,
            goal: 1.0,
        },
    }
}
