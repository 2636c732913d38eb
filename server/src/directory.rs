//! How the directory's values are said to people.

/// A value of the directory in words: `pupil_referral_unit` is Pupil referral unit.
pub fn in_words(value: &str) -> String {
    if value == "all_through" {
        return "All-through".to_string();
    }
    let spaced = value.replace('_', " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
