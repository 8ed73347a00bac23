//! Which known name somebody may have meant.

use strsim::osa_distance;

/// The candidate that `name` is probably a slip of: the same but for case, a few letters off, or a beginning of it.
/// The first of equally good ones. Nothing rather than a wild guess.
///
/// ```
/// # use asl_compiler::diag::nearest;
/// assert_eq!(nearest("ShipOder", ["Refund", "ShipOrder"]), Some("ShipOrder"));
/// assert_eq!(nearest("Charge", ["Refund", "ShipOrder"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let rated = candidates
        .into_iter()
        .filter_map(|candidate| Some((rate(&name, candidate)?, candidate)));
    rated
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// How far apart they are, unless too far.
fn rate(name: &str, candidate: &str) -> Option<usize> {
    /// The beginning of a name says little when it is shorter.
    const TELLING_PREFIX: usize = 4;
    let candidate = candidate.to_lowercase();
    let (length, other) = (name.chars().count(), candidate.chars().count());
    let most = length.max(other) / 3;
    let prefix = |long: &str, short: &str| {
        long.starts_with(short) && short.chars().count() >= TELLING_PREFIX
    };
    let is_prefix = prefix(&candidate, name) || prefix(name, &candidate);
    // As far apart as that they are at least, which is found out sooner.
    if !is_prefix && length.abs_diff(other) > most {
        return None;
    }
    let distance = osa_distance(name, &candidate);
    (is_prefix || distance <= most).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let table = [
            ("ShipOder", &["Refund", "ShipOrder"][..], Some("ShipOrder")),
            ("next", &["Text", "Next"], Some("Next")),
            ("Nxet", &["Next", "End"], Some("Next")),
            ("Resorce", &["Result", "Resource"], Some("Resource")),
            (
                "Heartbeat",
                &["HeartbeatSeconds", "Retry"],
                Some("HeartbeatSeconds"),
            ),
            (
                "StringEqualsTo",
                &["StringEquals", "IsString"],
                Some("StringEquals"),
            ),
            ("A", &["B"], None),
            ("End", &["Next"], None),
            ("Foo", &["Next", "End", "Retry"], None),
            ("", &["A", "Next"], None),
        ];
        for (name, candidates, expected) in table {
            assert_eq!(
                nearest(name, candidates.iter().copied()),
                expected,
                "{name}"
            );
        }
    }
}
