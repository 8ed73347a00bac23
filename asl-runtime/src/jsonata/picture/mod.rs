//! Picture strings: how numbers and times are written. Reference appendix B.4.

pub(super) mod date;
pub(super) mod integer;
pub(super) mod number;
