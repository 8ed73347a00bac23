//! Valid definitions, changed a little: deep enough to reach the later phases, which random text does not.

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};

/// Definitions to begin with: those that the compiler's own tests accept.
const SEEDS: &[&str] = &[
    include_str!("../../../tests/machines/replay.asl.json"),
    include_str!("../../../examples/workflows/coffee_shop.asl.json"),
    include_str!("../../../examples/workflows/fan_out.asl.json"),
    include_str!("../../../examples/workflows/order_processing.asl.json"),
    include_str!("../../../examples/workflows/user_registration.asl.json"),
    include_str!("../../../tests/machines/valid/choice.asl.json"),
    include_str!("../../../tests/machines/valid/jsonata.asl.json"),
    include_str!("../../../tests/machines/valid/map.asl.json"),
    include_str!("../../../tests/machines/valid/parallel.asl.json"),
    include_str!("../../../tests/machines/valid/task.asl.json"),
    include_str!("../../../tests/machines/valid/variables.asl.json"),
    include_str!("../../../tests/machines/valid/wait.asl.json"),
];

/// Values that mean something somewhere.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "99999999",
    "100000000",
    "1e400",
    "[]",
    "{}",
    "\"\"",
    "\"$\"",
    "\"$.a.b[0]\"",
    "\"$$.Execution.Id\"",
    "\"$x\"",
    "\"$.a[*].b\"",
    "\"States.Format('{}', $.a)\"",
    "\"States.ALL\"",
    "\"States.UUID()\"",
    "\"{% $states.input.a[b > 1].c %}\"",
    "\"{% ($x := 1; function($y){$x + $y}(2)) %}\"",
    "\"{% \"",
    "\"JSONata\"",
    "\"JSONPath\"",
    "\"Pass\"",
    "\"Map\"",
    "\"2016-03-14T01:59:00Z\"",
    "\"é😀\\u0000\"",
];

/// Pieces of text that mean something in JSON or in an expression.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "\n",
    "//",
    "'",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "é",
    "😀",
    "$",
    "$$",
    ".",
    "..",
    "*",
    "[?(",
    "@",
    "(",
    ")",
    "{%",
    "%}",
    "States.",
    ".$",
    ":=",
    "~>",
    "^(",
    "/",
    "function($x){",
    "1e999",
    "-",
    "0",
];

/// Members that mean something somewhere.
const KEYS: &[&str] = &[
    "Type",
    "Next",
    "End",
    "Comment",
    "QueryLanguage",
    "InputPath",
    "OutputPath",
    "ResultPath",
    "Parameters",
    "ResultSelector",
    "Result",
    "Resource",
    "TimeoutSeconds",
    "HeartbeatSecondsPath",
    "Retry",
    "Catch",
    "Choices",
    "Default",
    "Seconds",
    "Timestamp",
    "Error",
    "CausePath",
    "Branches",
    "ItemProcessor",
    "Items",
    "ItemsPath",
    "ItemSelector",
    "MaxConcurrency",
    "Assign",
    "Output",
    "Arguments",
    "Condition",
    "Credentials",
    "x.$",
    "StartAt",
    "States",
];

/// A definition made from what the fuzzer says.
///
/// # Errors
/// When it says too little.
pub fn mutated(data: &mut Unstructured<'_>) -> Result<String> {
    let seed = data.choose(SEEDS)?;
    let mut definition: Value = serde_json::from_str(seed).unwrap_or_default();
    for _ in 0..data.int_in_range(1..=6)? {
        mutate(&mut definition, data, 0)?;
    }
    Ok(definition.to_string())
}

/// A text that was a definition once, and perhaps is one still.
///
/// # Errors
/// When the fuzzer says too little.
pub fn garbled(data: &mut Unstructured<'_>) -> Result<String> {
    let mut text = (*data.choose(SEEDS)?).to_owned();
    for _ in 0..data.int_in_range(1..=4)? {
        let start = boundary(&text, data)?;
        let end = text.floor_char_boundary(start + data.int_in_range(0..=12)?);
        let piece = *data.choose(PIECES)?;
        match data.int_in_range(0..=3)? {
            0 => text.replace_range(start..end, ""),
            1 => text.insert_str(start, piece),
            2 => text.replace_range(start..end, piece),
            _ => {
                let copy = text[start..end].to_owned();
                let at = boundary(&text, data)?;
                text.insert_str(at, &copy);
            }
        }
    }
    Ok(text)
}

fn boundary(text: &str, data: &mut Unstructured<'_>) -> Result<usize> {
    Ok(text.floor_char_boundary(data.choose_index(text.len() + 1)?))
}

fn mutate(value: &mut Value, data: &mut Unstructured<'_>, depth: usize) -> Result<()> {
    // The deeper, the likelier is a change right here.
    if depth > 8 || data.ratio(1, 8)? {
        return change(value, data);
    }
    match value {
        Value::Object(members) if !members.is_empty() => {
            let at = data.choose_index(members.len())?;
            match members.values_mut().nth(at) {
                Some(member) => mutate(member, data, depth + 1),
                None => Ok(()),
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            let at = data.choose_index(elements.len())?;
            mutate(&mut elements[at], data, depth + 1)
        }
        scalar => change(scalar, data),
    }
}

fn change(value: &mut Value, data: &mut Unstructured<'_>) -> Result<()> {
    match (data.int_in_range(0..=4)?, &mut *value) {
        (0, Value::Object(members)) if !members.is_empty() => {
            let at = data.choose_index(members.len())?;
            let key = members.keys().nth(at).cloned().unwrap_or_default();
            members.shift_remove(&key);
        }
        (1, Value::Object(members)) => insert(members, data)?,
        (2, Value::Array(elements)) => elements.push(any(data)?),
        (3, Value::Object(members)) if !members.is_empty() => {
            let copy = members
                .values()
                .nth(data.choose_index(members.len())?)
                .cloned();
            members.insert("Copy".to_owned(), copy.unwrap_or_default());
        }
        (4, Value::String(text)) => {
            let at = text.floor_char_boundary(data.choose_index(text.len() + 1)?);
            text.insert(at, data.arbitrary()?);
        }
        _ => *value = any(data)?,
    }
    Ok(())
}

fn insert(members: &mut Map<String, Value>, data: &mut Unstructured<'_>) -> Result<()> {
    let key = data.choose(KEYS)?;
    members.insert((*key).to_owned(), any(data)?);
    Ok(())
}

fn any(data: &mut Unstructured<'_>) -> Result<Value> {
    if data.ratio(1, 4)? {
        return Ok(json!(data.arbitrary::<String>()?));
    }
    Ok(serde_json::from_str(data.choose(VALUES)?).unwrap_or_default())
}
