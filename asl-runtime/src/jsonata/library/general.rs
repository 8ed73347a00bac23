//! Functions of any value: `$boolean`, `$not`, `$exists`, `$type`, `$error`, `$assert`, `$eval`.

use crate::jsonata::{Item, Native, Signature};

/// `$exists(x)`: whether there is anything.
pub static EXISTS: Native = Native {
    name: "exists",
    signature: Signature::parse("<x:b>"),
    arity: 1,
    body: |_, arguments| {
        let found = arguments.first().is_some_and(|item| !item.is_undefined());
        Ok(Item::Bool(found))
    },
};
