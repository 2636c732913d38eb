//! Planted words, each of its own, and the search for them. A word is looked for as it is, in
//! other letters, in hexadecimal digits and in base64.

use std::collections::{BTreeSet, HashMap};

/// Something planted.
pub struct Word {
    /// Where: which form, which control.
    pub place: String,
    /// What.
    pub text: String,
}

/// What is planted in a story.
#[derive(Default)]
pub struct Words {
    /// What is still there for whoever holds the key ring.
    pub kept: Vec<Word>,
    /// What was typed over, or was never to be kept.
    pub gone: Vec<Word>,
    drawn: u32,
}

impl Words {
    /// A word like no other, planted here.
    pub fn plant(&mut self, place: &str) -> String {
        let number = self.next();
        self.keep(place, format!("Zyqx{number:04}Wren"))
    }

    /// Plants what must have a shape of its own.
    pub fn keep(&mut self, place: &str, text: String) -> String {
        let place = place.to_string();
        self.kept.push(Word {
            place,
            text: text.clone(),
        });
        text
    }

    /// What was planted here last will not be there any more.
    pub fn give_up(&mut self, place: &str) {
        let at = self.kept.iter().rposition(|word| word.place == place);
        let at = at.unwrap_or_else(|| panic!("nothing was planted at {place}"));
        self.gone.push(self.kept.remove(at));
    }

    /// The same of all places like this.
    pub fn give_up_where(&mut self, is_like: impl Fn(&str) -> bool) {
        let gone = self.kept.extract_if(.., |word| is_like(&word.place));
        self.gone.extend(gone);
    }

    /// A number for what must be of its own.
    pub fn next(&mut self) -> u32 {
        self.drawn += 1;
        self.drawn
    }
}

/// A search for many words at once.
pub struct Search<'w> {
    words: Vec<&'w str>,
    /// By their first four bytes: whether letters count, the word, its spelling.
    spellings: HashMap<[u8; 4], Vec<Spelling>>,
    begin: Vec<bool>,
}

struct Spelling {
    word: usize,
    bytes: Vec<u8>,
    /// Whether it is looked for among small letters.
    small: bool,
}

impl<'w> Search<'w> {
    /// A search for these.
    pub fn of(words: impl IntoIterator<Item = &'w str>) -> Search<'w> {
        let mut search = Search {
            words: words.into_iter().collect(),
            spellings: HashMap::new(),
            begin: vec![false; 1 << 16],
        };
        for word in 0..search.words.len() {
            let text = search.words[word].to_string();
            assert!(text.len() > 5, "{text} is found everywhere");
            let small = text.to_lowercase();
            search.add(word, hex(text.as_bytes()), true);
            search.add(word, hex(small.as_bytes()), true);
            for shift in 0..3 {
                search.add(word, base64(text.as_bytes(), shift), false);
            }
            search.add(word, small.into_bytes(), true);
        }
        search
    }

    fn add(&mut self, word: usize, bytes: Vec<u8>, small: bool) {
        let first = [bytes[0], bytes[1], bytes[2], bytes[3]];
        self.begin[pair(&first)] = true;
        let spelling = Spelling { word, bytes, small };
        self.spellings.entry(first).or_default().push(spelling);
    }

    /// Which of them are in there.
    pub fn found_in(&self, bytes: &[u8]) -> BTreeSet<&'w str> {
        let mut found = BTreeSet::new();
        for (letters, small) in [(bytes.to_vec(), false), (bytes.to_ascii_lowercase(), true)] {
            for at in 0..letters.len().saturating_sub(4) {
                let rest = &letters[at..];
                if !self.begin[pair(rest)] {
                    continue;
                }
                let first = [rest[0], rest[1], rest[2], rest[3]];
                let spellings = self.spellings.get(&first).into_iter().flatten();
                let here = spellings.filter(|one| one.small == small);
                let here = here.filter(|one| rest.starts_with(&one.bytes));
                found.extend(here.map(|one| self.words[one.word]));
            }
        }
        found
    }
}

fn pair(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

/// Small hexadecimal digits.
pub fn hex(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
    digits.collect::<String>().into_bytes()
}

/// What base64 always shows of bytes when so many other bytes stand before them.
fn base64(bytes: &[u8], before: usize) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = [&vec![0; before], bytes].concat();
    let letters = bytes.chunks_exact(3).flat_map(|three| {
        let bits = three
            .iter()
            .fold(0, |all, byte| all << 8 | usize::from(*byte));
        [18, 12, 6, 0].map(|shift| LETTERS[bits >> shift & 63])
    });
    // The letters that the bytes before have a share in.
    letters.skip((before * 4).div_ceil(3)).collect()
}

#[test]
fn a_word_is_found_in_every_spelling() {
    let word = "Zyqx0001Wren";
    let search = Search::of([word, "another word"]);
    for hidden in [
        "..zyqx0001wren..",
        "..ZYQX0001WREN..",
        "..5a79717830303031\
         5772656e..",
        "..Wnl xeDAwMDFXcmVu",
        "Wnlxe DAwMDFXcmVu",
    ] {
        let is_there = !search.found_in(hidden.as_bytes()).is_empty();
        assert_eq!(is_there, !hidden.contains(' '), "{hidden}");
    }
    for (before, there) in [
        ("", "WnlxeDAwMDFXcmVu"),
        ("a", "YVp5cXgwMDAxV3Jlbg=="),
        ("ab", "YWJaeXF4MDAwMVdyZW4="),
        ("abc", "YWJjWnlxeDAwMDFXcmVu"),
    ] {
        let found = search.found_in(there.as_bytes());
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [word], "{before}");
    }
}
