//! Functions that AWS adds: `$partition`, `$range`, `$hash`, `$random` with a seed, `$uuid`, `$parse`. Reference §6.5.
