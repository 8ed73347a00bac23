//! The programs themselves: what they print, and how they exit.

use std::env;
use std::process::{Command, Output};

/// Runs a program of `examples/`. `None` where it has not been built, as when this test alone is.
fn run(program: &str, arguments: &[&str]) -> Option<Output> {
    let test = env::current_exe().expect("a test has a path");
    // Tests are built into `deps`, beside `examples`.
    let built = test.parent().and_then(|deps| deps.parent());
    let path = built
        .expect("a test stands in a target directory")
        .join("examples")
        .join(program)
        .with_extension(env::consts::EXE_EXTENSION);
    if !path.exists() {
        eprintln!("skipped: the program `{program}` has not been built");
        return None;
    }
    let output = Command::new(path).args(arguments).output();
    Some(output.expect("the program starts"))
}

#[test]
fn a_bad_order_is_a_readable_error_and_an_exit_code() {
    for (order, error) in [
        (
            "{",
            "error: not JSON: EOF while parsing an object at line 1 column 1\n",
        ),
        (
            "[]",
            "error: InvalidOrder: invalid length 0, expected struct Order with 2 elements (in state `ValidateOrder`)\n",
        ),
        (
            r#"{"orderId": "x"}"#,
            "error: InvalidOrder: `x` is not an order id (in state `ValidateOrder`)\n",
        ),
    ] {
        let Some(output) = run("order_processing", &[order]) else {
            return;
        };
        assert_eq!(String::from_utf8_lossy(&output.stderr), error);
        assert_eq!(output.status.code(), Some(1), "{order}");
    }
}

#[test]
fn the_other_programs_print_their_story_and_exit_well() {
    for (program, line) in [
        (
            "user_registration",
            "ada@example.org        registered as user 1",
        ),
        (
            "coffee_shop",
            "8:01:00  order 30  refused    the shop is closed",
        ),
        (
            "fan_out",
            " 3602 s  retry   PriceAll[1] PriceProduct    in 10s after RateLimited: too many requests",
        ),
    ] {
        let Some(output) = run(program, &[]) else {
            return;
        };
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.lines().any(|printed| printed == line), "{text}");
        assert!(output.status.success(), "{program}");
    }
}
