//! The calendar of JavaScript's `Date`: 100 million days around 1970, all Gregorian. The years -271821 to 275760 are more than
//! `jiff` has.

pub(super) const MILLIS_A_DAY: i64 = 86_400_000;

/// The furthest milliseconds from 1970, to either side.
const FURTHEST: f64 = 8.64e15;

/// A time of day on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Days since 1970-01-01.
    day: i64,
    pub(super) year: i64,
    /// 0 to 11
    pub(super) month: i64,
    pub(super) day_of_month: i64,
    millis_of_day: i64,
}

impl Moment {
    /// So many milliseconds after 1970, if the calendar goes so far.
    pub(super) fn new(millis: f64) -> Option<Moment> {
        let is_in_calendar = (-FURTHEST..=FURTHEST).contains(&millis);
        let millis = is_in_calendar.then_some(millis as i64)?;
        let day = millis.div_euclid(MILLIS_A_DAY);
        let year = year_of(day);
        let starts = |month: &i64| first_day(year, *month) <= day;
        let month = (1..12).take_while(starts).count() as i64;
        Some(Moment {
            day,
            year,
            month,
            day_of_month: day - first_day(year, month) + 1,
            millis_of_day: millis.rem_euclid(MILLIS_A_DAY),
        })
    }

    /// The number that stands for a component of a picture.
    pub(super) fn component(&self, component: char) -> Option<i64> {
        let hour = self.millis_of_day / 3_600_000;
        Some(match component {
            'Y' => self.year,
            'M' => self.month + 1,
            'D' => self.day_of_month,
            'd' => self.day - first_day(self.year, 0) + 1,
            'F' => weekday(self.day) + 1,
            'W' => self.week_of_year().number,
            'w' => self.week_of_month().number,
            'X' => self.year + self.week_of_year().belongs,
            'x' => (self.month + self.week_of_month().belongs).rem_euclid(12) + 1,
            'H' => hour,
            'h' => (hour + 11) % 12 + 1,
            'P' => hour / 12,
            'm' => self.millis_of_day / 60_000 % 60,
            's' => self.millis_of_day / 1000 % 60,
            'f' => self.millis_of_day % 1000,
            _ => return None,
        })
    }

    fn week_of_year(&self) -> Week {
        self.week([-1, 0, 1].map(|next| first_week(self.year + next, 0)))
    }

    fn week_of_month(&self) -> Week {
        self.week([-1, 0, 1].map(|next| first_week(self.year, self.month + next)))
    }

    /// Its week within one of three periods, whose first weeks start on these days.
    fn week(&self, [last, this, next]: [i64; 3]) -> Week {
        let (belongs, start) = match self.day {
            day if day < this => (-1, last),
            day if day < next => (0, this),
            _ => (1, next),
        };
        Week {
            belongs,
            number: (self.day - start) / 7 + 1,
        }
    }
}

/// A week of a year or a month.
struct Week {
    /// -1 in the period before, 1 in the one after.
    belongs: i64,
    number: i64,
}

/// The Monday of the first week: the one that has a Thursday.
fn first_week(year: i64, month: i64) -> i64 {
    let first = first_day(year, month);
    first + (3 - weekday(first)).rem_euclid(7) - 3
}

/// 0 for Monday to 6 for Sunday. 1970 began on a Thursday.
fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7)
}

/// The first day of a month. Months count on from 0, January, into other years.
pub(super) fn first_day(year: i64, month: i64) -> i64 {
    // A year that begins in March has its leap day at the end.
    let months = year * 12 + month - 2;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    days + (153 * month + 2) / 5 - DAYS_TO_1970
}

/// From 0000-03-01.
const DAYS_TO_1970: i64 = 719_468;

/// The year that a day is in.
fn year_of(day: i64) -> i64 {
    // 400 years are 146,097 days. The estimate is a year off at most.
    let year = 1970 + (day * 400).div_euclid(146_097);
    (year - 1..=year + 1)
        .rev()
        .find(|year| first_day(*year, 0) <= day)
        .unwrap_or(year)
}

/// `Date.UTC`: the milliseconds since 1970; NaN beyond the calendar. Numbers may be too large for their place, and count on
/// into the next. The years 0 to 99 are those of the twentieth century.
pub(super) fn utc(year: f64, month: f64, day: f64, millis: f64) -> f64 {
    // The bounds of V8.
    let has_month = (-1e6..=1e6).contains(&year) && (-1e7..=1e7).contains(&month);
    if !has_month {
        return f64::NAN;
    }
    let year = match year as i64 {
        short @ 0..=99 => 1900 + short,
        year => year,
    };
    let days = first_day(year, month as i64) as f64 + day - 1.0;
    let time = days * MILLIS_A_DAY as f64 + millis;
    if time.abs() <= FURTHEST {
        time
    } else {
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use jiff::{SignedDuration, Timestamp};

    use super::*;

    #[test]
    fn it_is_the_calendar_of_jiff_where_that_has_one() {
        let mut day = Date::MIN;
        while let Ok(next) = day.checked_add(SignedDuration::from_hours(24 * 97)) {
            let millis = day.duration_since(date(1970, 1, 1)).as_secs() * 1000;
            let moment = Moment::new(millis as f64).expect("a moment");
            let component = |name| moment.component(name);
            let week = day.iso_week_date();
            assert_eq!(component('Y'), Some(day.year().into()));
            assert_eq!(component('M'), Some(day.month().into()));
            assert_eq!(component('D'), Some(day.day().into()));
            assert_eq!(component('d'), Some(day.day_of_year().into()));
            assert_eq!(
                component('F'),
                Some(day.weekday().to_monday_one_offset().into())
            );
            assert_eq!(component('X'), Some(week.year().into()));
            assert_eq!(component('W'), Some(week.week().into()));
            day = next;
        }
    }

    #[test]
    fn times_before_1970_count_forwards() {
        let moment = Moment::new(-1.0).expect("a moment");
        let time = ['H', 'h', 'P', 'm', 's', 'f'].map(|name| moment.component(name));
        assert_eq!(time, [23, 11, 1, 59, 59, 999].map(Some));
    }

    #[test]
    fn utc_counts_on_and_ends_with_the_calendar() {
        for (utc, time) in [
            (utc(2023.0, 13.0, 31.0, 5.0), "2024-03-02T00:00:00.005Z"),
            (utc(99.0, 0.0, 1.0, 0.0), "1999-01-01T00:00:00Z"),
            (utc(100.0, 0.0, 0.0, 0.0), "0099-12-31T00:00:00Z"),
        ] {
            let time: Timestamp = time.parse().expect("a time");
            assert_eq!(utc, time.as_millisecond() as f64);
        }
        assert_eq!(utc(275_760.0, 8.0, 13.0, 0.0), 8.64e15);
        for (year, month, day, millis) in [
            (275_760.0, 8.0, 13.0, 1.0),
            (f64::NAN, 0.0, 1.0, 0.0),
            (1e300, 0.0, 1.0, 0.0),
            (2000.0, f64::INFINITY, 1.0, 0.0),
            (2000.0, 0.0, 1e300, -1e300),
        ] {
            assert!(utc(year, month, day, millis).is_nan());
        }
    }
}
