//! Functions that make one number of many: `$sum`, `$count`, `$max`, `$min`, `$average`.
