//! A drawn page made proper HTML: without the marks by which views find their places in a
//! browser, which only those of islands do, and with all of it inside the document. What someone
//! typed stands escaped or in quotes and is left as it is.

/// The mark that views leave between their parts.
const MARK: &str = "<!>";

/// The same, written as HTML wants a comment.
const PROPER_MARK: &str = "<!---->";

/// Elements whose content is not markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// The page as it is sent.
pub fn tidy(drawn: &str) -> String {
    let (document, after) = drawn.rsplit_once("</html>").unwrap_or((drawn, ""));
    let mut page = String::with_capacity(drawn.len());
    let mut rest = document;
    let mut in_island = false;
    while let Some(at) = rest.find('<') {
        page.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(beyond) = rest.strip_prefix(MARK) {
            page.push_str(if in_island { PROPER_MARK } else { "" });
            rest = beyond;
            continue;
        }
        let (element, beyond) = rest.split_at(end_of(rest));
        match element {
            "</leptos-island>" => in_island = false,
            "</body>" => page.push_str(after.trim()),
            opened if opened.starts_with("<leptos-island") => in_island = true,
            _ => {}
        }
        push_with_proper_origin(&mut page, element);
        rest = beyond;
        // Those of `RAW` begin so, and most others do not.
        if !element.starts_with("<s") && !element.starts_with("<t") {
            continue;
        }
        if let Some(end) = RAW.iter().find_map(|name| raw_end(element, name, rest)) {
            page.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    page.push_str(rest);
    if document.len() < drawn.len() {
        page.push_str("</html>");
    }
    page
}

/// Where the tag or comment at the start of `text` ends; a `>` in quotes does not end a tag.
fn end_of(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + "-->".len());
    }
    // All three are of one byte, which stands in no other letter.
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes[at..]
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\'' | b'>'))
    {
        let quote = bytes[at + next];
        at += next + 1;
        if quote == b'>' {
            return at;
        }
        match text[at..].find(char::from(quote)) {
            Some(closing) => at += closing + 1,
            None => break,
        }
    }
    text.len()
}

/// Where the content of an element that is not markup ends.
fn raw_end(tag: &str, name: &str, rest: &str) -> Option<usize> {
    let after = tag.strip_prefix('<')?.strip_prefix(name)?;
    let is_it = after.starts_with(['>', ' ']) && !after.ends_with("/>");
    is_it.then(|| rest.find(&format!("</{name}")).unwrap_or(rest.len()))
}

/// The islands' links carry the nonce where their origin is asked for.
fn push_with_proper_origin(page: &mut String, tag: &str) {
    const ATTRIBUTE: &str = "crossorigin=\"";
    let found = tag
        .starts_with("<link ")
        .then(|| tag.split_once(ATTRIBUTE))
        .flatten();
    match found.and_then(|(before, after)| Some((before, after.split_once('"')?.1))) {
        Some((before, after)) => {
            for part in [before, ATTRIBUTE, "anonymous\"", after] {
                page.push_str(part);
            }
        }
        None => page.push_str(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn marks_are_taken_out_and_what_was_typed_stays() {
        let drawn = "<!DOCTYPE html><html><body><p>a<!> b &lt;!&gt;<!></p>\
            <input value=\"<!>'>\"><textarea>c &lt;!&gt;</textarea><!><!-- kept --></body></html>";
        let page = "<!DOCTYPE html><html><body><p>a b &lt;!&gt;</p>\
            <input value=\"<!>'>\"><textarea>c &lt;!&gt;</textarea><!-- kept --></body></html>";
        assert_eq!(tidy(drawn), page);
        assert_eq!(tidy(page), page);
    }

    #[test]
    fn a_script_behind_the_document_comes_into_it_and_a_link_asks_for_a_proper_origin() {
        let drawn = "<html><head><link rel=\"preload\" crossorigin=\"abc\" href=\"/x\"></head>\
            <body>crossorigin=\"abc\"<script>if (a < b) {}<!></script></body></html><script>1</script>";
        let page = "<html><head><link rel=\"preload\" crossorigin=\"anonymous\" href=\"/x\"></head>\
            <body>crossorigin=\"abc\"<script>if (a < b) {}<!></script><script>1</script></body></html>";
        assert_eq!(tidy(drawn), page);
    }

    #[test]
    fn an_island_keeps_the_marks_by_which_it_is_woken() {
        let drawn = "<p><!></p><leptos-island data-component=\"Wake\"><!></leptos-island><!>";
        let page = "<p></p><leptos-island data-component=\"Wake\"><!----></leptos-island>";
        assert_eq!(tidy(drawn), page);
    }

    #[test]
    fn a_page_that_breaks_off_is_left_so() {
        for drawn in ["", "plain", "<p", "<p title=\"", "<!-- ", "<script>x"] {
            assert_eq!(tidy(drawn), drawn);
        }
    }
}
