//! Functions that take functions: `$map`, `$filter`, `$single`, `$reduce`.
