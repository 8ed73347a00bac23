//! Functions of arrays: `$append`, `$sort`, `$reverse`, `$shuffle`, `$distinct`, `$zip`.
