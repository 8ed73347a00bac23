//! A picture of times, taken apart: literal text, and markers such as `[M01]`.

use crate::jsonata::Error;
use crate::jsonata::picture::integer::{Case, Form, Picture, too_large};

/// One part of a picture.
#[derive(Debug)]
pub(super) enum Part {
    Literal(String),
    Marker(Marker),
}

/// What stands in brackets.
#[derive(Debug)]
pub(super) struct Marker {
    /// `Y` for the year, and so on.
    pub(super) component: char,
    pub(super) style: Style,
    /// The most digits of a year, month or day; the most letters of a name.
    pub(super) most: Option<usize>,
    /// Modified with `t`: UTC is `Z`.
    pub(super) is_zulu: bool,
}

#[derive(Debug)]
pub(super) enum Style {
    Name(Case),
    Number(Picture),
}

/// A width above is refused, because a short picture must not make a long text.
const WIDEST: usize = 1000;

/// Takes a picture apart.
///
/// # Errors
/// D3135 for a bracket that stays open, D3132 for an unknown component, D3131 for digits of several families.
pub(super) fn parse(picture: &str) -> Result<Vec<Part>, Error> {
    let mut parts = Vec::new();
    let mut rest = picture;
    while let Some((literal, behind)) = rest.split_once('[') {
        push_literal(&mut parts, literal);
        rest = if let Some(behind) = behind.strip_prefix('[') {
            parts.push(Part::Literal("[".to_owned()));
            behind
        } else if let Some((marker, behind)) = behind.split_once(']') {
            parts.push(Part::Marker(Marker::parse(marker)?));
            behind
        } else {
            let message = "No matching closing bracket ']' in date/time picture string";
            return Err(Error::new("D3135", message));
        };
    }
    push_literal(&mut parts, rest);
    Ok(parts)
}

fn push_literal(parts: &mut Vec<Part>, literal: &str) {
    if !literal.is_empty() {
        parts.push(Part::Literal(literal.replace("]]", "]")));
    }
}

impl Marker {
    /// A component, how it is presented, and its width: `M`, `Nn` and `3-3` of `MNn,3-3`.
    fn parse(marker: &str) -> Result<Marker, Error> {
        let marker: String = marker.split_whitespace().collect();
        let mut characters = marker.chars();
        let component = characters.next();
        let (presentation, (least, most)) = match characters.as_str().rsplit_once(',') {
            Some((presentation, width)) => (presentation, parse_width(width)),
            None => (characters.as_str(), (None, None)),
        };
        let default = component.and_then(default_presentation);
        let (presentation, modifier) = match (presentation, default) {
            ("", Some(default)) => (default, None),
            ("", None) => return Err(unknown(component)),
            (presentation, _) => split_modifier(presentation),
        };
        let component = component.unwrap_or_default();
        let mut marker = Marker {
            component,
            style: Style::parse(component, presentation, modifier)?,
            most,
            is_zulu: modifier == Some('t'),
        };
        marker.apply_width(least)?;
        Ok(marker)
    }

    /// Numbers get as many digits as their width says, but those of timezones. Years, months and days have no more than their
    /// picture, unless that is a single digit.
    fn apply_width(&mut self, least: Option<usize>) -> Result<(), Error> {
        let Style::Number(picture) = &mut self.style else {
            return Ok(());
        };
        let is_date = matches!(self.component, 'Y' | 'M' | 'D');
        self.most = self.most.filter(|_| is_date);
        if let Form::Decimal(decimal) = &mut picture.form
            && !matches!(self.component, 'Z' | 'z')
        {
            if self.most.or(least) > Some(WIDEST) {
                return Err(too_large());
            }
            let least = decimal.mandatory.max(least.unwrap_or(0));
            decimal.mandatory = self.most.unwrap_or(least);
            let digits = decimal.mandatory + decimal.optional;
            if is_date && digits >= 2 {
                self.most = self.most.or(Some(digits));
            }
        }
        Ok(())
    }
}

impl Style {
    fn parse(component: char, presentation: &str, modifier: Option<char>) -> Result<Style, Error> {
        if matches!(component, 'Z' | 'z') {
            return Ok(Style::Number(Picture::parse(presentation)?));
        }
        Ok(match presentation.as_bytes() {
            [b'n', ..] => Style::Name(Case::Lower),
            [b'N', b'n', ..] => Style::Name(Case::Title),
            [b'N', ..] => Style::Name(Case::Upper),
            _ if !"YMDdFWwXxHhmsf".contains(component) => Style::Name(Case::Lower),
            _ => Style::Number(match modifier {
                Some(modifier) => Picture::parse(&format!("{presentation};{modifier}"))?,
                None => Picture::parse(presentation)?,
            }),
        })
    }
}

fn default_presentation(component: char) -> Option<&'static str> {
    Some(match component {
        'Y' | 'M' | 'D' | 'd' | 'W' | 'w' | 'X' | 'x' | 'H' | 'h' | 'f' => "1",
        'm' | 's' => "01",
        'F' | 'P' | 'C' | 'E' => "n",
        'Z' | 'z' => "01:01",
        _ => return None,
    })
}

/// Cuts off a last letter that modifies the presentation before it.
fn split_modifier(presentation: &str) -> (&str, Option<char>) {
    match presentation.strip_suffix(['a', 't', 'c', 'o']) {
        Some(first) if !first.is_empty() => (first, presentation.chars().next_back()),
        _ => (presentation, None),
    }
}

/// The least and the most of `2-4`. What is no number sets no bound.
fn parse_width(width: &str) -> (Option<usize>, Option<usize>) {
    let (least, most) = width.split_once('-').unwrap_or((width, ""));
    let [least, most] = [least, most].map(|bound| {
        let digits = bound.bytes().take_while(u8::is_ascii_digit).count();
        let bound = &bound[..digits];
        (!bound.is_empty()).then(|| bound.parse().unwrap_or(usize::MAX))
    });
    (least, most)
}

/// D3132
fn unknown(component: Option<char>) -> Error {
    let component = component.map_or_else(String::new, String::from);
    let message =
        format!("Unknown component specifier \"{component}\" in date/time picture string");
    Error::new("D3132", message)
}
