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

    /// The same with `words` in the place of `${name}`, language by language.
    pub fn filled(&self, name: &str, words: &Text) -> Text {
        let place = format!("${{{name}}}");
        let languages = self.0.iter().map(|(language, text)| {
            let text = text.replace(&place, words.say(language));
            (language.clone(), text)
        });
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
