//! What stands between an artist and a title, or between a title and a remark.

/// A dash or a bar; it separates only with space around it.
const SEPARATORS: [char; 5] = ['-', '–', '—', '|', '·'];

/// The text before and after the first dash that separates. A bar or a dot does not stand between an artist and a title.
pub(super) fn split_first(text: &str) -> Option<(&str, &str)> {
    separators(text).find(|(dash, _, _)| "-–—".contains(*dash)).map(|(_, before, after)| (before, after))
}

/// The text before and after the last separator.
pub(super) fn split_last(text: &str) -> Option<(&str, &str)> {
    separators(text).last().map(|(_, before, after)| (before, after))
}

/// The text without space and separators at its ends, as they are left over when something was taken out.
pub(super) fn without_loose_ends(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let ending =
            rest.strip_suffix(SEPARATORS).filter(|before| before.is_empty() || before.ends_with(char::is_whitespace));
        let starting =
            rest.strip_prefix(SEPARATORS).filter(|after| after.is_empty() || after.starts_with(char::is_whitespace));
        match ending.or(starting) {
            Some(shorter) => rest = shorter.trim(),
            None => return rest,
        }
    }
}

/// Every separator with what is before and after it, neither of which is empty.
fn separators(text: &str) -> impl Iterator<Item = (char, &str, &str)> {
    text.match_indices(SEPARATORS).filter_map(|(at, separator)| {
        let (before, after) = (&text[..at], &text[at + separator.len()..]);
        let apart = before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace);
        let (before, after) = (before.trim(), after.trim());
        let separator = separator.chars().next()?;
        (apart && !before.is_empty() && !after.is_empty()).then_some((separator, before, after))
    })
}
