//! Executions that outlive their process: two hosts, one for each model of durability, that crash at every position.
//!
//! The one journals every result that it gives out, and gives it out again. The other stores a checkpoint at each
//! transition, and goes on from the last one. Both are small: what makes them possible is that generated code asks
//! its host for everything, always at the same [`Point`](asl_runtime::Point)s.

mod checkpoint;
mod journal;
mod world;
