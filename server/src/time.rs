//! Instants and days as people of the partnership read them: local time, whatever the season.

use crate::clock::UnixMillis;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::{Europe::London, Tz};

/// An instant in the partnership's local time.
pub fn local(instant: UnixMillis) -> DateTime<Tz> {
    let utc: DateTime<Utc> = instant.date_time();
    London.from_utc_datetime(&utc.naive_utc())
}

/// An instant in words: 3 September 2026, 14:32.
pub fn in_words(instant: UnixMillis) -> String {
    local(instant).format("%-d %B %Y, %H:%M").to_string()
}

/// The time of an instant: 14:32.
pub fn time_of_day(instant: UnixMillis) -> String {
    local(instant).format("%H:%M").to_string()
}

/// Whole days from one day to another; negative when it has passed.
pub fn days_until(today: NaiveDate, day: NaiveDate) -> i64 {
    (day - today).num_days()
}
