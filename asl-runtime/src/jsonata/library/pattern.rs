//! Functions that match text against patterns: `$match`, `$contains`, `$replace`, `$split`.
