//! The command `asl`, as a user runs it.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const VALID: &str =
    r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}"#;
const BROKEN: &str = "{\n  \"StartAt\": \"A\",\n  \"States\": {\"A\": {\"Type\": \"Pass\", \"Next\": \"É\"}, \"E\": {\"Type\": \"Succeed\"}}\n}";

/// A file of this name with this text.
fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("the file can be written");
    path
}

fn asl(arguments: &[&str], file: &PathBuf) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_asl"));
    command
        .args(arguments)
        .arg(file)
        .env_remove("CLICOLOR_FORCE");
    command.output().expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

#[test]
fn a_sound_definition_checks_without_a_word() {
    let output = asl(&["check"], &file("sound.asl.json", VALID));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
}

#[test]
fn an_error_is_shown_with_its_line_and_the_status_is_1() {
    let output = asl(&["check"], &file("broken.asl.json", BROKEN));
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stderr);
    assert!(shown.starts_with("error: [ASL0012] "), "{shown}");
    assert!(shown.contains("broken.asl.json:3:44"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colour into a pipe: {shown}");
}

#[test]
fn an_express_workflow_waits_for_nothing_outside() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "End": true}}}"#;
    let path = file("express.asl.json", text);
    assert_eq!(asl(&["check"], &path).status.code(), Some(0));
    let output = asl(&["check", "--express"], &path);
    assert_eq!(output.status.code(), Some(1));
    let shown = String::from_utf8_lossy(&output.stderr);
    assert!(shown.starts_with("error: [ASL0024] "), "{shown}");
}

#[test]
fn programs_get_a_line_of_json_for_each_finding() {
    let output = asl(
        &["check", "--format", "json"],
        &file("json.asl.json", BROKEN),
    );
    let found: Vec<Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    let finding = &found[0];
    assert_eq!(finding["code"], "ASL0012");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["start"]["line"], 3);
    assert_eq!(finding["start"]["column"], 44);
    let (start, end) = (&finding["start"]["offset"], &finding["end"]["offset"]);
    let bytes =
        |offset: &Value| usize::try_from(offset.as_u64().expect("a number")).expect("small");
    assert_eq!(&BROKEN[bytes(start)..bytes(end)], "\"É\"");
}

#[test]
fn a_file_that_is_not_there_has_status_2() {
    let output = asl(&["check"], &PathBuf::from("no-such-file.asl.json"));
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("no-such-file.asl.json: "));
}

#[test]
fn a_definition_is_drawn_in_three_ways() {
    let path = file("drawn.asl.json", VALID);
    let drawn = |format| {
        let output = asl(&["graph", "--format", format], &path);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout).to_owned()
    };
    assert!(drawn("mermaid").starts_with("stateDiagram-v2\n"));
    assert!(drawn("dot").starts_with("digraph {\n"));
    let svg = drawn("svg");
    assert!(svg.contains("<svg") && svg.contains(">A<"), "{svg}");
}

#[test]
fn a_broken_definition_is_not_drawn_but_explained() {
    let output = asl(&["graph"], &file("undrawn.asl.json", BROKEN));
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("ASL0012"));
}

#[test]
fn a_definition_is_expanded_into_formatted_rust() {
    let output = asl(
        &["expand", "--runtime", "::mine"],
        &file("expanded.asl.json", VALID),
    );
    assert_eq!(output.status.code(), Some(0));
    let code = text(&output.stdout);
    assert!(code.contains("use ::mine::__private as __rt;\n"), "{code}");
    assert!(
        code.contains("const NAME: &'static str = \"expanded\";\n"),
        "{code}"
    );
}

#[test]
fn a_warning_is_shown_unless_it_is_allowed_and_is_no_failure() {
    let text = r#"{"StartAt": "C", "States": {"D": {"Type": "Succeed"},
        "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "D"}]}}}"#;
    let path = file("doubtful.asl.json", text);
    let output = asl(&["check"], &path);
    assert_eq!(output.status.code(), Some(0));
    let shown = std::str::from_utf8(&output.stderr).expect("text");
    assert!(shown.starts_with("warning: [ASL0101] "), "{shown}");
    let output = asl(&["check", "--allow", "ASL0101"], &path);
    assert_eq!(output.stderr, b"");
}

#[test]
fn a_code_is_explained_with_a_bad_and_a_good_definition() {
    let output = asl(&["explain"], &PathBuf::from("asl0012"));
    assert_eq!(output.status.code(), Some(0));
    let shown = text(&output.stdout);
    assert!(
        shown.starts_with("## ASL0012: a transition names"),
        "{shown}"
    );
    assert!(shown.contains("did you mean `ShipOrder`?"), "{shown}");
    let output = asl(&["explain"], &PathBuf::from("ASL00012"));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        text(&output.stderr),
        "there is no code `ASL00012`; did you mean `ASL0001`?\n"
    );
}
