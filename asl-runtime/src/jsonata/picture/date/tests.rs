use jiff::Timestamp;

use super::*;
use crate::jsonata::{Evaluation, Limits};

/// 2024-02-29T00:00:00Z, a Thursday.
const LEAP_DAY: f64 = 1_709_164_800_000.0;

fn written(millis: f64, picture: &str) -> String {
    format(millis, Some(picture), None).expect("a text")
}

fn in_zone(picture: &str, timezone: &str) -> String {
    format(LEAP_DAY, Some(picture), Some(timezone)).expect("a text")
}

/// Reads at 2023-11-14T22:14:14.321Z, and writes as ISO 8601.
fn read(text: &str, picture: &str) -> String {
    match parse(&now(), text, picture) {
        Ok(None) => "nothing".to_owned(),
        Ok(Some(millis)) if millis.is_nan() => "NaN".to_owned(),
        Ok(Some(millis)) => format(millis, None, None).expect("a text"),
        Err(error) => error.code().to_owned(),
    }
}

fn now() -> Evaluation {
    Evaluation::new().at(Timestamp::from_millisecond(1_700_000_054_321).expect("a time"))
}

mod writing {
    use super::*;

    #[test]
    fn without_a_picture_it_is_iso_8601() {
        let iso = |millis| format(millis, None, None).expect("a text");
        assert_eq!(iso(-1.0), "1969-12-31T23:59:59.999Z");
        assert_eq!(iso(1.9), "1970-01-01T00:00:00.001Z");
        let there = format(0.0, None, Some("+0100"));
        assert_eq!(there.expect("a text"), "1970-01-01T01:00:00.000+01:00");
    }

    #[test]
    fn names_have_a_case_and_a_width() {
        let picture = "[D1o] [MNn] [Y], [F], [FN,3-3], [P] [PN]";
        let text = "29th February 2024, thursday, THU, am AM";
        assert_eq!(written(LEAP_DAY, picture), text);
    }

    #[test]
    fn every_component_has_a_default() {
        let picture = "[Y] [M] [D] [d] [F] [W] [w] [X] [x] [H] [h] [P] [m] [s] [f] [Z] [z] [C] [E]";
        let text = "2024 2 29 60 thursday 9 5 2024 2 0 12 am 00 00 0 +00:00 GMT+00:00 ISO ISO";
        assert_eq!(written(LEAP_DAY, picture), text);
    }

    #[test]
    fn numbers_are_written_as_integers_are() {
        let picture = "[YI] [Yw] [M1o] [Ma] [D##01] [H001] [Dwo]";
        let text = "MMXXIV two thousand and twenty-four 2nd b 29 000 twenty-ninth";
        assert_eq!(written(LEAP_DAY, picture), text);
    }

    #[test]
    fn a_width_sets_the_digits() {
        assert_eq!(
            written(LEAP_DAY, "[Y,2-2] [Y01] [Y,6] [D,3] [M,1-2]"),
            "24 24 002024 029 02"
        );
        assert_eq!(written(LEAP_DAY, "[f,3-3] [Y9,999,*]"), "000 2,024");
    }

    #[test]
    fn white_space_in_markers_does_not_count_and_brackets_are_doubled() {
        assert_eq!(written(LEAP_DAY, "[[[ Y ]]] [M\n 01]"), "[2024] 02");
    }

    #[test]
    fn timezones_have_separators_or_not() {
        assert_eq!(
            in_zone("[Z] [z] [Z0] [z0001] [Z1:1]", "+0545"),
            "+05:45 GMT+05:45 +5:45 GMT+0545 +5:4:5"
        );
        assert_eq!(in_zone("[Z01:01t] [Z01t]", "0"), "Z Z");
    }

    #[test]
    fn negative_hours_are_rounded_down_as_in_the_reference_implementation() {
        assert_eq!(in_zone("[H]:[m] [Z]", "-0330"), "19:30 -04:30");
    }

    #[test]
    fn weeks_belong_to_where_their_thursday_is() {
        let picture = "[X]-W[W01]-[F1], week [w] of [xNn]";
        // 2022-01-01, a Saturday
        let text = "2021-W52-6, week 5 of December";
        assert_eq!(written(1_640_995_200_000.0, picture), text);
        // 2024-12-30, a Monday
        let text = "2025-W01-1, week 1 of January";
        assert_eq!(written(1_735_516_800_000.0, picture), text);
    }

    #[test]
    fn the_ends_of_the_calendar_are_written() {
        assert_eq!(written(8.64e15, "[Y]-[M]-[D]"), "275760-9-13");
        assert_eq!(written(-8.64e15, "[Y]-[M]-[D] [F]"), "-271821-4-20 tuesday");
        let beyond = |millis, zone| format(millis, None, zone).expect_err("an error").code();
        assert_eq!(beyond(8.64e15 + 1.0, None), "D1001");
        assert_eq!(beyond(8.64e15, Some("+0001")), "D1001");
        assert_eq!(beyond(f64::NAN, None), "D1001");
        assert_eq!(beyond(0.0, Some("-9223372036854775808")), "D1001");
        assert_eq!(beyond(0.0, Some("Europe/Berlin")), "D1001");
    }

    #[test]
    fn mistakes_in_pictures_have_codes() {
        for (picture, code) in [
            ("[Y", "D3135"),
            ("[q]", "D3132"),
            ("[]", "D3132"),
            ("[YN]", "D3133"),
            ("[Mα]", "D3130"),
            ("[M0٠]", "D3131"),
            ("[Z010101]", "D3134"),
            ("[ZI]", "D3134"),
            ("[Y,5000]", ""),
        ] {
            let result = format(LEAP_DAY, Some(picture), None);
            assert_eq!(result.map_err(|error| error.code()), Err(code), "{picture}");
        }
    }
}

mod reading {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for picture in [
            "[Y]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01]",
            "[FNn], [D1o] [MNn] [Y] [h]:[m]:[s].[f] [PN]",
            "[D1o] [MNn,3-3] [Y0001], [H01]:[m01]:[s01].[f001] [z]",
            "[Dwo] of [MNn], [Yw] at [Hw]:[mw]:[sw].[fw]",
            "[DI]. [Mi] [YA] [H#0]:[m]:[s].[f] [Z0001]",
            "[Y0001]/[d001] [[x]]",
        ] {
            let millis = if picture.contains("[d") {
                LEAP_DAY
            } else {
                LEAP_DAY + 49_384_321.0
            };
            let text = written(millis, picture);
            assert_eq!(parse(&now(), &text, picture), Ok(Some(millis)), "{text}");
        }
    }

    #[test]
    fn components_above_are_of_now_and_those_below_are_the_least() {
        assert_eq!(read("2020", "[Y]"), "2020-01-01T00:00:00.000Z");
        assert_eq!(read("3", "[M]"), "2023-03-01T00:00:00.000Z");
        assert_eq!(read("29", "[D]"), "2023-11-29T00:00:00.000Z");
        assert_eq!(read("7:30", "[H]:[m]"), "2023-11-14T07:30:00.000Z");
        assert_eq!(read("9", "[s]"), "2023-11-14T22:14:09.000Z");
        assert_eq!(read("7", "[h]"), "2023-11-14T07:00:00.000Z");
    }

    #[test]
    fn components_between_must_be_there() {
        assert_eq!(read("2020 1", "[Y] [D]"), "D3136");
        assert_eq!(read("5 9", "[H] [s]"), "D3136");
        assert_eq!(read("2020 60 5", "[Y] [d] [H]"), "D3136");
        assert_eq!(read("2020 1", "[X] [W]"), "D3136");
        assert_eq!(read("2020 1 1", "[X] [x] [w]"), "D3136");
    }

    #[test]
    fn numbers_that_are_too_large_count_on() {
        assert_eq!(
            read("2020-13-40", "[Y]-[M]-[D]"),
            "2021-02-09T00:00:00.000Z"
        );
        assert_eq!(read("25:61", "[H]:[m]"), "2023-11-15T02:01:00.000Z");
        // But days of the year stay within it.
        assert_eq!(read("400 2019", "[d] [Y]"), "2019-02-04T00:00:00.000Z");
        assert_eq!(read("999999", "[Y]"), "NaN");
    }

    #[test]
    fn two_digits_are_a_year_of_the_twentieth_century() {
        assert_eq!(read("18-1-1", "[Y]-[M]-[D]"), "1918-01-01T00:00:00.000Z");
    }

    #[test]
    fn hours_are_those_of_half_a_day() {
        let picture = "[h] [P] [D] [M] [Y]";
        assert_eq!(read("12 am 5 1 2020", picture), "2020-01-05T00:00:00.000Z");
        assert_eq!(read("12 PM 5 1 2020", picture), "2020-01-05T12:00:00.000Z");
        assert_eq!(read("13 pm 5 1 2020", picture), "2020-01-06T01:00:00.000Z");
    }

    #[test]
    fn names_have_the_case_of_titles_and_are_ignored_otherwise() {
        assert_eq!(read("2020 March", "[Y] [MN]"), "2020-03-01T00:00:00.000Z");
        assert_eq!(read("2020 MARCH", "[Y] [MN]"), "2020-01-01T00:00:00.000Z");
        assert_eq!(read("2020 J", "[Y] [MNn,*-1]"), "2020-07-01T00:00:00.000Z");
    }

    #[test]
    fn timezones_are_subtracted() {
        assert_eq!(read("2020 +01:30", "[Y] [Z]"), "2019-12-31T22:30:00.000Z");
        assert_eq!(read("2020 gmt+130", "[Y] [z0]"), "2019-12-31T11:00:00.000Z");
        // The minutes of negative hours count forwards, as in the reference implementation.
        assert_eq!(read("2020 -05:30", "[Y] [Z]"), "2020-01-01T04:30:00.000Z");
    }

    #[test]
    fn literals_match_in_any_case() {
        assert_eq!(
            read("YEAR É: 2020", "Year é: [Y]"),
            "2020-01-01T00:00:00.000Z"
        );
    }

    #[test]
    fn what_does_not_fit_is_nothing() {
        assert_eq!(read("2020", "[Y]-[M]"), "nothing");
        assert_eq!(read("20 ", "[Y]"), "nothing");
        assert_eq!(read("12", "[Y0001]"), "nothing");
        assert_eq!(read("2nd", "[D1]"), "nothing");
        assert_eq!(read("2020 +5", "[Y] [Z]"), "nothing");
        assert_eq!(read("", "[Y]"), "nothing");
    }

    #[test]
    fn a_picture_without_markers_reads_nothing() {
        assert_eq!(read("never", "never"), "nothing");
        assert_eq!(read("", ""), "nothing");
    }

    #[test]
    fn parts_side_by_side_take_as_much_as_they_can() {
        assert_eq!(
            read("20200229", "[Y0001][M01][D01]"),
            "2020-02-29T00:00:00.000Z"
        );
        assert_eq!(read("202011", "[Y][M][D]"), "2020-01-01T00:00:00.000Z");
        assert_eq!(
            read("sixteenMarch", "[Dw][MNn]"),
            "2023-03-16T00:00:00.000Z"
        );
    }

    #[test]
    fn words_that_are_no_number_are_nan() {
        assert_eq!(read("and 1", "[Yw] [M]"), "NaN");
    }

    #[test]
    fn mistakes_in_pictures_have_codes() {
        assert_eq!(read("2020", "[YN]"), "D3133");
        assert_eq!(read("ISO", "[C]"), "D3133");
        assert_eq!(read("2020", "[Yb]"), "D3130");
        assert_eq!(read("2020", "[Y"), "D3135");
        assert_eq!(read("2020", "[q]"), "D3132");
    }

    #[test]
    fn a_search_that_takes_too_long_is_given_up() {
        let limits = Limits {
            steps: 10_000,
            ..Limits::DEFAULT
        };
        let ev = Evaluation::new().within(limits);
        let (text, picture) = ("1".repeat(200) + "x", "[Y]".repeat(20));
        let error = parse(&ev, &text, &picture).expect_err("an error");
        assert_eq!(error.message(), "Expression evaluation time limit exceeded");
        // No part is tried twice at one place.
        assert_eq!(parse(&now(), &text, &picture), Ok(None));
    }
}
