//! Comfort for pages that work without it: what runs in the browser, as WebAssembly. The rules
//! (`given`, `engine`), names of controls (`field`) and what is still to be saved (`saver`,
//! `reply`, `said`) know no browser; `browser` joins them to the page.

mod live;

#[cfg(feature = "ssr")]
pub use live::Live;

#[cfg(any(test, feature = "hydrate"))]
mod engine;
#[cfg(any(test, feature = "hydrate"))]
mod field;
#[cfg(any(test, feature = "hydrate"))]
mod given;
#[cfg(any(test, feature = "hydrate"))]
mod reply;
#[cfg(any(test, feature = "hydrate"))]
mod saver;

#[cfg(any(test, feature = "hydrate"))]
mod said;

#[cfg(feature = "hydrate")]
mod browser;
