//! Floods: more than the portal can take, in every shape that comes from outside. What is
//! accepted stays correct, the rest is refused soon with a time to try again, and afterwards all
//! is as before.

mod dropped;
mod full;
mod load;
mod served;
mod sign_in;
mod slow;

use crate::world::{Reply, World};

/// Holds that a request was refused only because the portal was busy, and says when to come back.
fn hold_refused(reply: &Reply) {
    assert_eq!(reply.status, 503, "{}", reply.text());
    let seconds: u64 = reply.headers["retry-after"].parse().expect("seconds");
    assert!((1..=10).contains(&seconds), "{seconds}");
}

/// Waits until nobody is inside any room any more: what was begun ends by itself.
async fn hold_empty(world: &World) {
    let emptying = async {
        while !world.state.bulkheads.are_empty() {
            tokio::task::yield_now().await;
        }
    };
    let within = std::time::Duration::from_secs(60);
    let emptied = tokio::time::timeout(within, emptying).await;
    assert!(emptied.is_ok(), "someone is still inside");
}
