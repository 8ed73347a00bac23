//! [`Node`] back to JSON text.

use std::fmt;

use super::{Json, Node};

/// Compact JSON.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.json {
            Json::Null => f.write_str("null"),
            Json::Bool(value) => write!(f, "{value}"),
            Json::Number(text) => f.write_str(text),
            Json::String(text) => string(f, text),
            Json::Array(elements) => {
                f.write_str("[")?;
                for (index, element) in elements.iter().enumerate() {
                    write!(f, "{}{element}", separator(index))?;
                }
                f.write_str("]")
            }
            Json::Object(members) => {
                f.write_str("{")?;
                for (index, member) in members.iter().enumerate() {
                    f.write_str(separator(index))?;
                    string(f, &member.key.value)?;
                    write!(f, ":{}", member.value)?;
                }
                f.write_str("}")
            }
        }
    }
}

fn separator(index: usize) -> &'static str {
    if index == 0 { "" } else { "," }
}

fn string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str(&serde_json::Value::from(text).to_string())
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::parse::parse;
    use crate::source::SourceFile;

    #[test]
    fn what_is_written_reads_as_the_same_json_in_the_same_order() {
        let text = r#"{"b":[1,-2.50,1e3,true,null],"a":{"\"":"\\ é \u0001"},"":{}}"#;
        let node = parse(&SourceFile::new("test.json", text), &mut Diagnostics::new());
        assert_eq!(node.expect("valid").to_string(), text);
    }
}
