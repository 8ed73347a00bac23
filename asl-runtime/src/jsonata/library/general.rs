//! Functions of any value: `$boolean`, `$not`, `$exists`, `$type`, `$error`, `$assert`, `$eval`.

use crate::jsonata::{Error, Item, Native, Signature};

/// `$boolean(x)`: whether it counts as true.
pub static BOOLEAN: Native = Native {
    name: "boolean",
    signature: Signature::parse("<x-:b>"),
    arity: 1,
    body: |ev, arguments| {
        let item = arguments.first().copied().unwrap_or_default();
        Ok(item.truth(ev)?.map_or(Item::Undefined, Item::Bool))
    },
};

/// `$not(x)`: whether it counts as false.
pub static NOT: Native = Native {
    name: "not",
    signature: Signature::parse("<x-:b>"),
    arity: 1,
    body: |ev, arguments| {
        let item = arguments.first().copied().unwrap_or_default();
        let truth = item.truth(ev)?;
        Ok(truth.map_or(Item::Undefined, |truth| Item::Bool(!truth)))
    },
};

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

/// `$type(x)`: the name of its type.
pub static TYPE: Native = Native {
    name: "type",
    signature: Signature::parse("<x:s>"),
    arity: 1,
    body: |_, arguments| {
        Ok(Item::String(match arguments.first() {
            None | Some(Item::Undefined) => return Ok(Item::Undefined),
            Some(Item::Null) => "null",
            Some(Item::Bool(_)) => "boolean",
            Some(Item::Int(_) | Item::Float(_)) => "number",
            Some(Item::String(_)) => "string",
            Some(Item::Array(_)) => "array",
            Some(Item::Object(_)) => "object",
            Some(Item::Function(_)) => "function",
        }))
    },
};

/// `$error([message])`: fails.
pub static ERROR: Native = Native {
    name: "error",
    signature: Signature::parse("<s?:x>"),
    arity: 1,
    body: |_, arguments| {
        let message = message(arguments.first(), "$error() function evaluated");
        Err(Error::new("D3137", message))
    },
};

/// `$assert(condition[, message])`: fails unless the condition is true.
pub static ASSERT: Native = Native {
    name: "assert",
    signature: Signature::parse("<bs?:x>"),
    arity: 2,
    body: |_, arguments| match arguments.first() {
        Some(Item::Bool(true)) => Ok(Item::Undefined),
        _ => {
            let message = message(arguments.get(1), "$assert() statement failed");
            Err(Error::new("D3141", message))
        }
    },
};

/// `$eval(…)`: fails, as nothing of that name can be called on AWS. Reference §6.4.
pub static EVAL: Native = Native {
    name: "eval",
    signature: Signature::parse("<x+?:x>"),
    arity: 2,
    body: |_, _| Err(Error::new("T1006", "Attempted to invoke a non-function")),
};

fn message<'a>(given: Option<&Item<'a>>, usual: &'a str) -> &'a str {
    match given {
        Some(Item::String(text)) if !text.is_empty() => text,
        _ => usual,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{assert_each, assert_fails, assert_nothing, outcome};
    use super::*;
    use crate::jsonata::{Evaluation, Function};

    #[test]
    fn what_has_something_in_it_counts_as_true() {
        for value in [
            json!(true),
            json!(-0.5),
            json!("0"),
            json!({ "a": 0 }),
            json!([0, [[1]]]),
        ] {
            assert_each(&BOOLEAN, &[(json!([value]), json!(true))]);
            assert_each(&NOT, &[(json!([value]), json!(false))]);
        }
        for value in [
            json!(null),
            json!(0),
            json!(""),
            json!({}),
            json!([]),
            json!([[0], ""]),
        ] {
            assert_each(&BOOLEAN, &[(json!([value]), json!(false))]);
            assert_each(&NOT, &[(json!([value]), json!(true))]);
        }
    }

    #[test]
    fn what_is_undefined_is_neither_true_nor_false() {
        let ev = &Evaluation::new();
        for native in [&BOOLEAN, &NOT, &TYPE] {
            let result = ev.native(native, &[Item::Undefined], Item::Undefined);
            assert_eq!(outcome(ev, result), Ok(None));
        }
        let exists = ev.native(&EXISTS, &[Item::Undefined], Item::Undefined);
        assert_eq!(outcome(ev, exists), Ok(Some(json!(false))));
        assert_each(&EXISTS, &[(json!([null]), json!(true))]);
    }

    #[test]
    fn types_have_names() {
        assert_each(
            &TYPE,
            &[
                (json!([null]), json!("null")),
                (json!([false]), json!("boolean")),
                (json!([1]), json!("number")),
                (json!([1.5]), json!("number")),
                (json!([""]), json!("string")),
                (json!([[]]), json!("array")),
                (json!([{}]), json!("object")),
            ],
        );
        let ev = &Evaluation::new();
        let function = Item::Function(Function::Native(&TYPE));
        let name = ev.native(&TYPE, &[function], Item::Undefined);
        assert_eq!(outcome(ev, name), Ok(Some(json!("function"))));
    }

    #[test]
    fn an_error_has_a_message() {
        let ev = &Evaluation::new();
        for (given, shown) in [
            ("no stock", "no stock"),
            ("", "$error() function evaluated"),
        ] {
            let error = ev.native(&ERROR, &[Item::String(given)], Item::Undefined);
            let error = error.expect_err("an error");
            assert_eq!((error.code(), error.message()), ("D3137", shown));
        }
        assert_fails(&ERROR, &[(json!([]), "D3137"), (json!([1]), "T0410")]);
    }

    #[test]
    fn an_assertion_that_does_not_hold_fails() {
        assert_nothing(&ASSERT, &[json!([true]), json!([true, "unused"])]);
        assert_fails(
            &ASSERT,
            &[
                (json!([false]), "D3141"),
                (json!([false, "why"]), "D3141"),
                (json!([1]), "T0410"),
            ],
        );
        let ev = &Evaluation::new();
        let error = ev.native(&ASSERT, &[Item::Undefined], Item::Undefined);
        let error = error.expect_err("an error");
        assert_eq!(error.message(), "$assert() statement failed");
    }

    #[test]
    fn nothing_is_evaluated_from_text() {
        for arguments in [json!([]), json!(["1+1"]), json!(["a", {}, 1])] {
            assert_fails(&EVAL, &[(arguments, "T1006")]);
        }
    }
}
