//! Instants and days as people of the partnership read them: local time, whatever the season.

use crate::clock::UnixMillis;
use chrono::{DateTime, LocalResult, NaiveDate, TimeZone, Utc};
use chrono_tz::{Europe::London, Tz};

/// An instant in the partnership's local time.
pub fn local(instant: UnixMillis) -> DateTime<Tz> {
    let utc: DateTime<Utc> = instant.date_time();
    London.from_utc_datetime(&utc.naive_utc())
}

/// An instant in words: 3 September 2026, 14:32. In the hour that comes twice when the clocks go
/// back, with which of the two it is: 25 October 2026, 01:05 GMT.
pub fn in_words(instant: UnixMillis) -> String {
    let local = local(instant);
    let twice = London.from_local_datetime(&local.naive_local());
    let zone = match twice {
        LocalResult::Ambiguous(..) => " %Z",
        _ => "",
    };
    local.format(&format!("%-d %B %Y, %H:%M{zone}")).to_string()
}

/// The time of an instant: 14:32.
pub fn time_of_day(instant: UnixMillis) -> String {
    local(instant).format("%H:%M").to_string()
}

/// Whole days from one day to another; negative when it has passed.
pub fn days_until(today: NaiveDate, day: NaiveDate) -> i64 {
    (day - today).num_days()
}

#[test]
fn an_hour_that_comes_twice_says_which_it_is() {
    let at = |text: &str| {
        let instant = DateTime::parse_from_rfc3339(text).expect("an instant");
        in_words(UnixMillis(instant.timestamp_millis()))
    };
    assert_eq!(at("2026-10-25T00:05:00Z"), "25 October 2026, 01:05 BST");
    assert_eq!(at("2026-10-25T01:05:00Z"), "25 October 2026, 01:05 GMT");
    assert_eq!(at("2026-10-25T02:05:00Z"), "25 October 2026, 02:05");
    assert_eq!(at("2026-03-29T01:05:00Z"), "29 March 2026, 02:05");
}
