//! Functions of objects: `$keys`, `$lookup`, `$spread`, `$merge`, `$sift`, `$each`, `$clone`.
