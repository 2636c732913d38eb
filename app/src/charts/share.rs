//! Shares in whole percent.

/// The share of `part` in `whole` in whole percent; none of nothing. What is not all is never
/// called 100 %, and what is something never 0 %.
pub fn percent(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let rounded = (200 * part + whole) / (2 * whole);
    Some(match part {
        ..=0 => 0,
        part if part >= whole => 100,
        _ => rounded.clamp(1, 99),
    })
}
