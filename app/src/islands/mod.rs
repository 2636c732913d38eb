//! Comfort for pages that work without it: what runs in the browser, as WebAssembly. The rules
//! (`given`, `engine`), names of controls (`field`) and what is still to be saved (`saver`,
//! `reply`, `said`) know no browser; `browser` joins them to the page.

mod live;

#[cfg(feature = "ssr")]
pub use live::Live;

#[cfg(any(test, feature = "hydrate"))]
mod engine;
#[cfg(any(test, feature = "hydrate"))]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(
        dead_code,
        reason = "only the browser uses all of it; here it is tested"
    )
)]
mod field;
#[cfg(any(test, feature = "hydrate"))]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(
        dead_code,
        reason = "only the browser uses all of it; here it is tested"
    )
)]
mod given;
#[cfg(any(test, feature = "hydrate"))]
mod reply;
#[cfg(any(test, feature = "hydrate"))]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(
        dead_code,
        reason = "only the browser uses all of it; here it is tested"
    )
)]
mod saver;

#[cfg(any(test, feature = "hydrate"))]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(
        dead_code,
        reason = "only the browser uses all of it; here it is tested"
    )
)]
mod said;

#[cfg(feature = "hydrate")]
mod browser;
