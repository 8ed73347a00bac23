#![doc = include_str!("catalogue.md")]

use super::Code;

/// The page of the catalogue.
const PAGE: &str = include_str!("catalogue.md");

/// What the catalogue says of a code, in Markdown: a definition that breaks the rule, how that is said, and one that keeps
/// it.
#[must_use]
pub fn entry(code: Code) -> &'static str {
    let heading = format!("## {}", code.id());
    let entry = PAGE.find(&heading).map_or("", |start| &PAGE[start..]);
    match entry[heading.len().min(entry.len())..].find("\n## ") {
        Some(end) => &entry[..heading.len() + end + 1],
        None => entry,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_an_entry_of_its_own() {
        for &code in Code::ALL {
            let entry = entry(code);
            assert!(
                entry.starts_with(&format!("## {}: {}", code.id(), code.title())),
                "{code:?}"
            );
            assert_eq!(entry.matches("\n## ").count(), 0, "{code:?}");
        }
    }
}
