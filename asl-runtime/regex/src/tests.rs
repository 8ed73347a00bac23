use super::*;

/// The first match and its groups, `-` for those that took no part.
fn first(pattern: &str, flags: &str, text: &str) -> Option<String> {
    let regex = Regex::new(pattern, flags).expect(pattern);
    let found = regex.find(text, 0, |_| Ok::<_, ()>(())).expect(pattern)?;
    let groups = found
        .groups
        .into_iter()
        .map(|group| group.map_or("-", |group| &text[group]));
    Some(
        std::iter::once(&text[found.range])
            .chain(groups)
            .collect::<Vec<_>>()
            .join(" "),
    )
}

#[track_caller]
fn assert_first(pattern: &str, flags: &str, text: &str, expected: &str) {
    assert_eq!(
        first(pattern, flags, text).as_deref(),
        Some(expected),
        "{pattern}"
    );
}

#[track_caller]
fn assert_none(pattern: &str, flags: &str, text: &str) {
    assert_eq!(first(pattern, flags, text), None, "{pattern}");
}

/// Asserts that a pattern is refused at its mark.
#[track_caller]
fn assert_refused(marked: &str, message: &str) {
    let start = marked.find("»").expect("a mark");
    let end = marked.find("«").expect("its end") - "»".len();
    let pattern = marked.replace(['»', '«'], "");
    let error = Regex::new(&pattern, "").expect_err(&pattern);
    assert_eq!(
        (error.span, &*error.message),
        (start..end, message),
        "{pattern}"
    );
}

#[test]
fn the_leftmost_match_is_found_and_the_first_arm_that_leads_to_one() {
    assert_first("a|ab", "", "xab", "a");
    assert_first("(?:a|ab)c", "", "xabc", "abc");
    assert_none("a|b", "", "xyz");
}

#[test]
fn repetitions_are_greedy_unless_they_say_otherwise() {
    assert_first("<.+>", "", "<a><b>", "<a><b>");
    assert_first("<.+?>", "", "<a><b>", "<a>");
    assert_first("a{2,3}", "", "aaaa", "aaa");
    assert_first("a{2,3}?", "", "aaaa", "aa");
    assert_first("a{2,}b?", "", "aaaab", "aaaab");
    assert_first("(a*)*b", "", "aab", "aab aa");
}

#[test]
fn groups_are_those_of_the_last_iteration() {
    assert_first(
        "(z)((a+)?(b+)?(c))*",
        "",
        "zaacbbbcac",
        "zaacbbbcac z ac a - c",
    );
    assert_first("(?:(a)|b)*", "", "ab", "ab -");
    assert_first(
        r"(?<year>\d{4})-(?<month>\d\d)",
        "",
        "on 2026-11-25",
        "2026-11 2026 11",
    );
}

#[test]
fn backreferences_repeat_what_a_group_has_matched() {
    assert_first(r"(\w)\1", "", "hello", "ll l");
    assert_first(
        r"(?<quote>['\x22]).*?\k<quote>",
        "",
        r#"a "b's" c"#,
        r#""b's" ""#,
    );
    assert_first(r"(a)|b\1", "", "xb", "b -");
    assert_first(r"(a)\1", "i", "aA", "aA a");
    assert_first(r"(?<=\1(a))b", "", "aab", "b a");
}

#[test]
fn lookaround_holds_without_consuming() {
    assert_first(r"\d+(?= EUR)", "", "12 USD, 34 EUR", "34");
    assert_first(r"\d+(?! EUR|\d)", "", "34 EUR, 12 USD", "12");
    assert_first(r"(?<=\$)\d+(\.\d\d)?", "", "€1, $2.50", "2.50 .50");
    assert_first(r"(?<!\$)\b\d+", "", "$1 2", "2");
    assert_first(r"(?=(a+))a*b\1", "", "baaabac", "aba a");
    assert_first(r"(?<=(\d+)(\d+))$", "", "1053", " 1 053");
}

#[test]
fn places_are_those_of_the_text_or_of_lines() {
    assert_none("^b", "", "a\nb");
    assert_first("^b$", "m", "a\nb\u{2028}c", "b");
    assert_first(r"\bfoo\B.", "", "afoo foox", "foox");
}

#[test]
fn classes_and_escapes_are_ecmascripts() {
    assert_first(r"[^\W\d_]+", "", "1_é ab2", "ab");
    assert_first(r"\s+", "", "a\u{FEFF}\u{A0}\tb", "\u{FEFF}\u{A0}\t");
    assert_first("[]|b[^]", "", "ab\n", "b\n");
    assert_first(
        r"\x41\u0042\t\cJ\0\101[\b\d-x]",
        "",
        "AB\t\n\0A-",
        "AB\t\n\0A-",
    );
    assert_first(r"\ud83d\ude00.", "", "a😀😀", "😀😀");
    assert_first(r"a{,2}\_\8]\u{2}", "", "a{,2}_8]uu", "a{,2}_8]uu");
}

#[test]
fn any_case_is_that_of_characters_with_one_counterpart() {
    assert_first("straße É", "i", "STRAßE é", "STRAßE é");
    assert_first("[à-ý]+", "i", "xÀÝ", "ÀÝ");
    assert_none("[^a]", "i", "aA");
    assert_none("s", "i", "ſ");
}

#[test]
fn a_search_goes_on_behind_a_place() {
    let regex = Regex::new("a|^", "").expect("a pattern");
    let find = |from| {
        regex
            .find("éaéa", from, |_| Ok::<_, ()>(()))
            .map(|found| found.map(|found| found.range))
    };
    assert_eq!(find(0), Ok(Some(0..0)));
    assert_eq!(find(1), Ok(Some(2..3)));
    assert_eq!(find(3), Ok(Some(5..6)));
    assert_eq!(find(6), Ok(None));
    assert_eq!(find(7), Ok(None));
}

#[test]
fn a_search_that_takes_too_long_ends() {
    let text = "a".repeat(1000) + "!";
    for pattern in [
        "(a+)+$",
        "(a|a)*$",
        r"(?=(.*)*b)",
        r"(?:(a*)\1)*b",
        "(?:a?){500}a{500}b",
    ] {
        let regex = Regex::new(pattern, "").expect(pattern);
        let mut left = 100_000_usize;
        let result = regex.find(&text, 0, |steps| {
            left = left.checked_sub(steps).ok_or("too long")?;
            Ok(())
        });
        assert_eq!(result, Err("too long"), "{pattern}");
    }
}

#[test]
fn what_is_no_pattern_is_refused_at_its_place() {
    assert_refused("a»)«", "this `)` closes nothing");
    assert_refused("a»(«?:b", "this `(` is not closed");
    assert_refused("a»[«b", "this `[` is not closed");
    assert_refused("a|»*«", "nothing is here to be repeated");
    assert_refused("a*»*«", "nothing is here to be repeated");
    assert_refused("»{«2}", "nothing is here to be repeated");
    assert_refused("^»*«", "`^` cannot be repeated");
    assert_refused("(?<=a)»{2}«", "`(?<=a)` cannot be repeated");
    assert_refused("a»{3,2}«", "the least number comes first");
    assert_refused("[»z-a«]", "this range ends before it begins");
    assert_refused("é»\\«", "nothing is here to be escaped");
    assert_refused("»(?«i)a", "groups of this kind do not exist");
    assert_refused("(?<a>.)(?<»a«>.)", "another group has this name");
    assert_refused("(?<»1«>.)", "this is no name of a group");
    assert_refused(r"(?<a>.)»\k<b>«", "no group has the name `b`");
    assert_refused(r"(?<a>.)[»\k«]", r"`\k` names a group, as in `\k<name>`");
    assert_refused("»((a{1000}){1000}){1000}«", "this pattern repeats too much");
}

#[test]
fn nesting_and_empty_repetitions_have_bounds() {
    assert!(Regex::new(&"(".repeat(100_000), "").is_err());
    assert!(Regex::new(&("(".repeat(100) + &")".repeat(100)), "").is_ok());
    assert_first("(?:(?:){4000000000}){4000000000}a", "", "a", "a");
}
