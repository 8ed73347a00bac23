//! What the derives expand to means the same wherever it stands, and brings no warnings.

#![deny(warnings, missing_docs, unused, unreachable_pub, clippy::pedantic)]
#![deny(rust_2018_idioms, private_bounds, private_interfaces)]

use asl_runtime::__private::{Key, typed};
use asl_runtime::{Data, TaskError, TaskFailure};
use serde_json::json;

/// A place where the usual names mean something else.
mod shadowed {
    #![allow(dead_code, unused_macros)]

    pub(crate) struct Result;
    pub(crate) struct Option;
    pub(crate) struct Vec;
    pub(crate) struct Ok;
    pub(crate) struct Err;
    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) trait Clone {}
    pub(crate) trait Debug {}
    pub(crate) trait Data {}
    mod core {}
    mod std {}
    mod alloc {}
    mod asl_runtime {}

    macro_rules! format {
        ($($any:tt)*) => {
            compile_error!("not this one")
        };
    }

    #[derive(
        ::core::clone::Clone, ::serde::Serialize, ::serde::Deserialize, ::asl_runtime::Data,
    )]
    pub(crate) struct Order {
        pub(crate) total: f64,
        pub(crate) items: ::std::vec::Vec<Item>,
        #[serde(flatten)]
        pub(crate) more: ::serde_json::Value,
    }

    #[derive(
        ::core::clone::Clone, ::serde::Serialize, ::serde::Deserialize, ::asl_runtime::Data,
    )]
    #[serde(tag = "kind")]
    pub(crate) enum Item {
        Book { title: ::std::string::String },
        Nothing,
    }

    #[derive(
        ::core::clone::Clone, ::serde::Serialize, ::serde::Deserialize, ::asl_runtime::Data,
    )]
    pub(crate) struct Wrapper(pub(crate) Order);

    #[derive(
        ::core::clone::Clone, ::serde::Serialize, ::serde::Deserialize, ::asl_runtime::Data,
    )]
    pub(crate) enum Status {
        Some,
        None,
    }

    #[derive(
        ::core::clone::Clone, ::serde::Serialize, ::serde::Deserialize, ::asl_runtime::Data,
    )]
    #[asl(opaque)]
    pub(crate) struct Opaque {
        pub(crate) total: f64,
    }

    #[derive(::core::fmt::Debug, ::asl_runtime::TaskFailure)]
    pub(crate) enum Rejected {
        Ok,
        #[asl(name = "Some.Error", cause = "score {score}")]
        Some {
            score: u8,
        },
        #[asl(transparent)]
        Err(::asl_runtime::TaskError),
    }
}

/// A place without a prelude.
#[no_implicit_prelude]
mod bare {
    #[derive(
        ::core::clone::Clone, ::serde::Serialize, ::serde::Deserialize, ::asl_runtime::Data,
    )]
    pub(crate) struct Order<T> {
        #[serde(skip_serializing_if = "::core::option::Option::is_none")]
        pub(crate) total: ::core::option::Option<T>,
        #[asl(opaque)]
        pub(crate) opaque: (T, T),
    }

    #[derive(::core::fmt::Debug, ::asl_runtime::TaskFailure)]
    pub(crate) struct Rejected;
}

/// Fields whose types are as private as the type itself.
mod private {
    use super::{Data, TaskFailure};

    #[derive(Clone, serde::Serialize, serde::Deserialize, Data)]
    pub(super) struct Order {
        customer: Customer,
        name: Name,
        #[deprecated]
        old: u8,
    }

    #[derive(Clone, serde::Serialize, serde::Deserialize, Data)]
    pub(super) struct Customer {
        name: Name,
    }

    #[derive(Clone, serde::Serialize, serde::Deserialize, Data)]
    pub(super) struct Name(String);

    #[derive(Debug, TaskFailure)]
    pub(super) enum Never {}
}

#[test]
fn derived_code_does_not_see_the_names_around_it() {
    const TOTAL: usize = typed::check::field(
        typed::shape::<shadowed::Wrapper>(),
        Key::Member("total"),
        "",
    );
    const NOTE: usize =
        typed::check::field(typed::shape::<shadowed::Wrapper>(), Key::Member("note"), "");
    let order = json!({ "total": 5.0, "items": [{ "kind": "Book", "title": "a" }], "note": "b" });
    let order: shadowed::Order = serde_json::from_value(order).expect("an order");
    let wrapper = shadowed::Wrapper(order);
    let total = typed::get::<TOTAL, _>(&wrapper, Key::Member("total"));
    assert_eq!(total.as_deref(), Some(&5.0));
    let note = typed::get::<NOTE, _>(&wrapper, Key::Member("note"));
    assert_eq!(note.as_deref(), Some(&json!("b")));
    let error = shadowed::Rejected::Some { score: 7 }.into_task_error();
    assert_eq!(error, TaskError::new("Some.Error", "score 7"));
    let error = bare::Rejected.into_task_error();
    assert_eq!(error, TaskError::new("Rejected", "Rejected"));
}

#[test]
fn private_types_flow() {
    fn flows<T: Data>() {}
    flows::<private::Order>();
    flows::<shadowed::Opaque>();
    flows::<shadowed::Status>();
    flows::<bare::Order<u8>>();
    let _: fn(private::Never) -> TaskError = TaskFailure::into_task_error;
}

#[derive(Debug, thiserror::Error, TaskFailure)]
enum Declined {
    #[error("a credit of {0} is too low")]
    #[asl(name = "Credit.TooLow")]
    CreditTooLow(u32),
    #[error(transparent)]
    #[asl(transparent)]
    Bank(#[from] Bank),
}

#[derive(Debug, thiserror::Error, TaskFailure)]
#[error("the bank is closed")]
struct Bank;

#[test]
fn an_error_of_thiserror_says_its_text() {
    let error = Declined::CreditTooLow(5).into_task_error();
    assert_eq!(
        error,
        TaskError::new("Credit.TooLow", "a credit of 5 is too low")
    );
    let error = Declined::from(Bank).into_task_error();
    assert_eq!(error, TaskError::new("Bank", "the bank is closed"));
}

/// Types that are wide, and deeper than any check looks.
macro_rules! node {
    ($name:ident: $($field:ident)*) => {
        #[derive(Clone, serde::Serialize, serde::Deserialize, Data)]
        struct $name {
            $($field: String,)*
            left: Option<Box<$name>>,
            right: Option<Box<$name>>,
            rest: Vec<Vec<Option<$name>>>,
        }
    };
}

node!(Node: f01 f02 f03 f04 f05 f06 f07 f08 f09 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f20 f21 f22 f23 f24 f25 f26);
node!(Other: f26 f25 f24 f23 f22 f21 f20 f19 f18 f17 f16 f15 f14 f13 f12 f11 f10 f09 f08 f07 f06 f05 f04 f03 f02 f01);

/// rustc would tell that it takes long.
const _: () = typed::check::fits(typed::shape::<Node>(), typed::shape::<Other>(), "");
