//! What a partnership keeps of a form, put into it: the items of a list, which switches are on,
//! how often it is asked. Each makes a new package, to be published like any other. It must not
//! know who may do this.

use crate::definition::{Cycle, FormPackage, ListItem};

/// The id of the list that the partnership's dated priorities fill.
pub const PRIORITIES: &str = "priorities";

/// The most months between one cycle and the next.
pub const MOST_MONTHS: u32 = 120;

/// Whether questions are asked for each of the partnership's priorities.
pub fn asks_for_priorities(package: &FormPackage) -> bool {
    package.lists.iter().any(|list| list.id == PRIORITIES)
}

/// The package with these items in one of its lists; the same where it has no such list.
pub fn with_items(mut package: FormPackage, list: &str, items: Vec<ListItem>) -> FormPackage {
    for kept in package.lists.iter_mut().filter(|kept| kept.id == list) {
        kept.items.clone_from(&items);
    }
    package
}

/// The package with exactly these switches on.
pub fn with_switches(mut package: FormPackage, on: &[String]) -> FormPackage {
    for switch in &mut package.switches {
        switch.on = on.contains(&switch.id);
    }
    package
}

/// The package asked once in so many months; one that is asked when someone decides stays so.
pub fn with_cycle(mut package: FormPackage, months: u32) -> FormPackage {
    package.form.cycle = match (&package.form.cycle, months) {
        (Cycle::None, _) => Cycle::None,
        (_, 12) => Cycle::Annual,
        (_, months) => Cycle::EveryMonths(months.clamp(1, MOST_MONTHS)),
    };
    package
}

/// How many months lie between one cycle and the next; none for a form without a cycle.
pub fn months_of(cycle: Cycle) -> Option<u32> {
    match cycle {
        Cycle::Annual => Some(12),
        Cycle::EveryMonths(months) => Some(months),
        Cycle::None => None,
    }
}
