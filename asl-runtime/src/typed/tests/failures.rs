//! Error types.

use std::fmt;

use crate::typed::Names;
use crate::{TaskError, TaskFailure};

#[derive(Debug, TaskFailure)]
#[allow(dead_code, reason = "fields that only `Debug` shows")]
enum Plain {
    CreditTooLow,
    #[asl(name = "Out.Of.Stock")]
    OutOfStock,
    Fraud {
        score: u32,
    },
    #[asl(cause = "score {score} of {{100}}")]
    Told {
        score: u32,
        id: u8,
    },
    #[asl(cause = "{0:?} and {1}")]
    Two(u8, &'static str),
    #[asl(transparent)]
    Inner(Inner),
    #[asl(transparent)]
    Any {
        error: TaskError,
    },
}

#[derive(Debug, TaskFailure)]
#[asl(name = "Inner.Error")]
struct Inner {
    text: &'static str,
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// As `thiserror` makes it.
impl std::error::Error for Inner {}

#[derive(Debug, TaskFailure)]
#[asl(cause = "{0}")]
struct Generic<T: fmt::Display>(T);

#[derive(Debug, TaskFailure)]
enum Never {}

#[test]
fn an_error_has_the_name_of_its_variant_and_says_its_cause() {
    let table = [
        (Plain::CreditTooLow, "CreditTooLow", "CreditTooLow"),
        (Plain::OutOfStock, "Out.Of.Stock", "OutOfStock"),
        (Plain::Fraud { score: 7 }, "Fraud", "Fraud { score: 7 }"),
        (Plain::Told { score: 7, id: 1 }, "Told", "score 7 of {100}"),
        (Plain::Two(1, "b"), "Two", "1 and b"),
        (
            Plain::Inner(Inner { text: "displayed" }),
            "Inner.Error",
            "displayed",
        ),
        (
            Plain::Any {
                error: TaskError::new("A", "b"),
            },
            "A",
            "b",
        ),
    ];
    for (error, name, cause) in table {
        let error = error.into_task_error();
        assert_eq!((error.error(), error.cause()), (Some(name), Some(cause)));
    }
    let error = Generic(5).into_task_error();
    assert_eq!((error.error(), error.cause()), (Some("Generic"), Some("5")));
}

#[test]
fn an_error_type_knows_all_its_names() {
    assert_eq!(Inner::NAMES, Names::All(&[Names::One("Inner.Error")]));
    assert_eq!(Never::NAMES, Names::All(&[]));
    let Names::All(names) = Plain::NAMES else {
        panic!("names");
    };
    assert_eq!(names.len(), 7);
    assert_eq!(names[5..], [Inner::NAMES, Names::Any]);
}
