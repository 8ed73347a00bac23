//! Functions of time: `$now`, `$millis`, `$fromMillis`, `$toMillis`, and those of integers in words.
