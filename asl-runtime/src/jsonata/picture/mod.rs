//! Picture strings: how numbers and times are written. Reference appendix B.4.

pub(super) mod integer;
