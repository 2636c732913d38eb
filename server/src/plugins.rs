//! The plugin host: which plugins there are, and calling them so that a failing one costs no one
//! a save. It must not know any plugin's rules.

use crate::store::FactPack;
use fourlens_contract::{Effect, Event, Plugin, ReportedReturn, SuggestedAction, Tile, View};
use fourlens_forms::{definition::FormPackage, form::Form, journey::Journey};
use sha2::{Digest, Sha256};
use std::{panic::AssertUnwindSafe, sync::Arc};

/// Every plugin of the house, in the order they are asked.
pub fn all() -> Vec<Arc<dyn Plugin>> {
    vec![
        Arc::new(fourlens_rating::RatingPlugin),
        Arc::new(fourlens_kloe::KloePlugin),
    ]
}

/// Calls the plugins that a form names.
#[derive(Clone)]
pub struct PluginHost {
    plugins: Vec<Arc<dyn Plugin>>,
}

impl Default for PluginHost {
    fn default() -> Self {
        PluginHost { plugins: all() }
    }
}

impl PluginHost {
    /// A host of these plugins.
    pub fn of(plugins: Vec<Arc<dyn Plugin>>) -> PluginHost {
        PluginHost { plugins }
    }

    /// Keys that a form names and no plugin has.
    pub fn unknown(&self, package: &FormPackage) -> Vec<String> {
        let known = |key: &&String| {
            self.plugins
                .iter()
                .any(|plugin| plugin.manifest().key == key.as_str())
        };
        package
            .plugins
            .iter()
            .filter(|key| !known(key))
            .cloned()
            .collect()
    }

    /// The facts of these answers. A plugin that fails gives none; the log says why.
    pub fn score(&self, journey: &Journey<'_>) -> Vec<FactPack> {
        let package = journey.form().package();
        let settings_hash = settings_hash(package);
        let view = View::new(journey);
        let packs = self.named(package).filter_map(|plugin| {
            let manifest = plugin.manifest();
            let scored = std::panic::catch_unwind(AssertUnwindSafe(|| plugin.score(&view)));
            let facts = match scored {
                Ok(Ok(facts)) => facts,
                Ok(Err(fault)) => {
                    tracing::error!(plugin = manifest.key, %fault, "a plugin could not score");
                    return None;
                }
                Err(_) => {
                    tracing::error!(plugin = manifest.key, "a plugin panicked while scoring");
                    return None;
                }
            };
            Some(FactPack {
                plugin: manifest.key.to_string(),
                plugin_version: manifest.version.to_string(),
                settings_hash,
                facts,
            })
        });
        packs.collect()
    }

    /// The actions that the plugins suggest once these answers are handed in.
    pub fn suggestions(&self, journey: &Journey<'_>) -> Vec<SuggestedAction> {
        let view = View::new(journey);
        let proposed = self.named(journey.form().package()).flat_map(|plugin| {
            let asked = std::panic::catch_unwind(AssertUnwindSafe(|| {
                plugin.on_event(Event::Submitted, &view)
            }));
            if asked.is_err() {
                let plugin = plugin.manifest().key;
                tracing::error!(plugin, "a plugin panicked while suggesting");
            }
            asked.unwrap_or_default()
        });
        proposed
            .map(|Effect::SuggestAction(action)| action)
            .collect()
    }

    /// What the plugins of a form report of these returns. A plugin that fails reports nothing;
    /// the log says why.
    pub fn report(&self, form: &Form, returns: &[ReportedReturn<'_>]) -> Vec<Tile> {
        let reported = self.named(form.package()).flat_map(|plugin| {
            let tiles = std::panic::catch_unwind(AssertUnwindSafe(|| plugin.report(form, returns)));
            if tiles.is_err() {
                let plugin = plugin.manifest().key;
                tracing::error!(plugin, "a plugin panicked while reporting");
            }
            tiles.unwrap_or_default()
        });
        reported.collect()
    }

    fn named<'a>(&'a self, package: &'a FormPackage) -> impl Iterator<Item = &'a Arc<dyn Plugin>> {
        let wanted = package.plugins.iter();
        wanted.filter_map(|key| {
            self.plugins
                .iter()
                .find(|plugin| plugin.manifest().key == key)
        })
    }
}

/// The journey's facts as one list, in the order of the plugins.
pub fn facts(packs: &[FactPack]) -> impl Iterator<Item = &fourlens_contract::Fact> {
    packs.iter().flat_map(|pack| &pack.facts)
}

/// What of the definition a plugin's figures depend on: scales and what is declared on them.
fn settings_hash(package: &FormPackage) -> [u8; 32] {
    let declared = (
        &package.scales,
        &package.bands,
        &package.badges,
        &package.gauges,
    );
    let settings = serde_json::to_vec(&declared);
    Sha256::digest(settings.expect("declarations are text and numbers")).into()
}

/// A form that names a plugin nobody has, in words.
pub fn says_unknown(form: &Form, host: &PluginHost) -> Option<String> {
    let unknown = host.unknown(form.package());
    let known: Vec<_> = host
        .plugins
        .iter()
        .map(|plugin| plugin.manifest().key)
        .collect();
    (!unknown.is_empty()).then(|| {
        format!(
            "There is no plugin `{}`: write one of {}",
            unknown.join("`, `"),
            known.join(", ")
        )
    })
}
