//! A text per language. A plain string is English; other languages fall back to it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{collections::BTreeMap, fmt};

/// The language that a text falls back to.
pub const FALLBACK: &str = "en";

/// One text, in each language it has been written in (`en`, `cy`, `en-x-easy`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(BTreeMap<String, String>);

impl Text {
    /// An English text.
    pub fn english(words: impl Into<String>) -> Text {
        let mut languages = BTreeMap::new();
        languages.insert(FALLBACK.to_string(), words.into());
        Text(languages)
    }

    /// The text in these languages.
    pub fn in_languages(languages: BTreeMap<String, String>) -> Text {
        Text(languages)
    }

    /// The words in `language`, else in English, else in whichever language there is.
    pub fn say(&self, language: &str) -> &str {
        let found = self
            .0
            .get(language)
            .or_else(|| self.0.get(FALLBACK))
            .or_else(|| self.0.values().next());
        found.map_or("", String::as_str)
    }

    /// The English words.
    pub fn en(&self) -> &str {
        self.say(FALLBACK)
    }

    /// The same with words in the place of each `${name}` that `words` has some for, language by
    /// language. What is put in is not looked into again.
    pub fn filled(&self, words: &dyn Fn(&str) -> Option<Text>) -> Text {
        let fill = |language: &str, text: &str| {
            let mut pieces = text.split("${");
            let mut filled = pieces.next().unwrap_or_default().to_string();
            for piece in pieces {
                let put = piece
                    .split_once('}')
                    .and_then(|(name, rest)| Some((words(name)?, rest)));
                match put {
                    Some((words, rest)) => {
                        filled.push_str(words.say(language));
                        filled.push_str(rest);
                    }
                    None => {
                        filled.push_str("${");
                        filled.push_str(piece);
                    }
                }
            }
            filled
        };
        let languages = self.0.iter();
        let languages = languages.map(|(language, text)| (language.clone(), fill(language, text)));
        Text(languages.collect())
    }

    /// The words in `language`, else what it falls back to, and nothing else.
    pub fn only(&self, language: &str) -> Text {
        let has = |language: &&str| self.0.contains_key(*language);
        let found = [language, FALLBACK].into_iter().find(has);
        let found = found.or_else(|| self.0.keys().next().map(String::as_str));
        let kept = found.map(|language| (language.to_string(), self.say(language).to_string()));
        Text(kept.into_iter().collect())
    }

    /// The language of the words that `en` says.
    pub fn language(&self) -> &str {
        match self.0.contains_key(FALLBACK) {
            true => FALLBACK,
            false => self.0.keys().next().map_or(FALLBACK, String::as_str),
        }
    }

    /// The ids of questions whose answers it names, as in `${A3}`.
    pub fn pipes(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for words in self.0.values() {
            let pieces = words.split("${").skip(1);
            let found = pieces.filter_map(|piece| Some(piece.split_once('}')?.0.to_string()));
            for name in found {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// The same in square brackets.
    pub fn in_brackets(&self) -> Text {
        let languages = self.0.iter();
        let languages = languages.map(|(language, words)| (language.clone(), format!("[{words}]")));
        Text(languages.collect())
    }

    /// Each language with its words.
    pub fn languages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(language, words)| (language.as_str(), words.as_str()))
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.get(FALLBACK) {
            Some(words) if self.0.len() == 1 => serializer.serialize_str(words),
            _ => self.0.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> de::Visitor<'de> for Words {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a text per language")
            }

            fn visit_str<E: de::Error>(self, words: &str) -> Result<Text, E> {
                Ok(Text::english(words))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Text, A::Error> {
                BTreeMap::deserialize(de::value::MapAccessDeserializer::new(map)).map(Text)
            }
        }
        deserializer.deserialize_any(Words)
    }
}

#[cfg(feature = "load")]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text; a plain string is English.",
            "oneOf": [
                { "type": "string" },
                { "type": "object", "additionalProperties": { "type": "string" } }
            ]
        })
    }
}
