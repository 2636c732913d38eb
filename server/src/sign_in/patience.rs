//! What a failed try to sign in costs. It counts for an address *from one network*, so that
//! nobody keeps a named person out from anywhere else; and for that network, generously, so that
//! a school behind one address hardly meets it. A device that signed in before counts for itself
//! alone: not even someone at the next desk keeps its owner out. Nothing is ever locked.

use crate::store::{Patience, Store, TryKey};
use std::{net::IpAddr, time::Duration};

/// For one address from one network, or for one known device.
const PERSON: Patience = Patience {
    free: 5,
    first_wait: Duration::from_secs(5),
    longest_wait: Duration::from_secs(15 * 60),
    forgiven_every: Duration::from_secs(10 * 60),
};

/// For all addresses from one network. Its wait is short: it slows whoever tries thousands.
const NETWORK: Patience = Patience {
    free: 200,
    first_wait: Duration::from_secs(1),
    longest_wait: Duration::from_secs(10),
    forgiven_every: Duration::from_secs(2),
};

/// For codes of one person's second factor, from wherever they come: who tries them knows the
/// password already, and may have a thousand addresses. At the longest wait it is some hundred
/// codes a day, one in three thousand of being right, and the person is told from the first wait on:
/// another password ends it. A device of their own never meets it.
const CODES: Patience = Patience {
    free: 20,
    first_wait: Duration::from_secs(5),
    longest_wait: Duration::from_secs(15 * 60),
    forgiven_every: Duration::from_secs(30 * 60),
};

/// For mails asked for from one network: each costs a job and perhaps a mail.
const MAILS: Patience = Patience {
    free: 20,
    first_wait: Duration::from_secs(10),
    longest_wait: Duration::from_secs(10 * 60),
    forgiven_every: Duration::from_secs(60),
};

/// Under which keys a try counts.
#[derive(Debug, Clone)]
pub struct Tries {
    /// All of them.
    pub keys: Vec<TryKey>,
    from_known_device: bool,
}

impl Tries {
    /// A try to sign in as this address: from a device that signed in as it before, or from a
    /// network.
    pub fn of(store: &Store, email: &str, from: Option<IpAddr>, known: Option<&str>) -> Tries {
        if let Some(device) = known {
            let key = store.try_key(&[b"device", device.as_bytes()]);
            let patience = PERSON;
            return Tries {
                keys: vec![TryKey { key, patience }],
                from_known_device: true,
            };
        }
        let network = network(from);
        let person = store.try_key(&[b"person", email.as_bytes(), &network]);
        let all = store.try_key(&[b"network", &network]);
        let keys = vec![
            TryKey {
                key: person,
                patience: PERSON,
            },
            TryKey {
                key: all,
                patience: NETWORK,
            },
        ];
        Tries {
            keys,
            from_known_device: false,
        }
    }

    /// A code tried in the place of this address's second factor.
    pub fn of_code(store: &Store, email: &str, from: Option<IpAddr>, known: Option<&str>) -> Tries {
        let mut tries = Tries::of(store, email, from, known);
        if known.is_none() {
            let (key, patience) = (Tries::codes_of(store, email), CODES);
            tries.keys.push(TryKey { key, patience });
        }
        tries
    }

    /// The key under which codes for this address count, wherever they come from. Another password
    /// makes it good: whoever tried knows that one no more.
    pub fn codes_of(store: &Store, email: &str) -> [u8; 32] {
        store.try_key(&[b"codes", email.as_bytes()])
    }

    /// The key among these under which codes count wherever they come from.
    pub fn everywhere(&self) -> Option<TryKey> {
        let codes = self.keys.iter().find(|one| one.patience == CODES);
        codes.copied()
    }

    /// A mail asked for from a network.
    pub fn of_mail(store: &Store, from: Option<IpAddr>) -> Tries {
        let key = store.try_key(&[b"mails", &network(from)]);
        let patience = MAILS;
        Tries {
            keys: vec![TryKey { key, patience }],
            from_known_device: false,
        }
    }

    /// Whether they come from a device that signed in as that address before.
    pub fn is_from_known_device(&self) -> bool {
        self.from_known_device
    }

    /// The keys that a success makes good: a network's stays, or whoever has one account could
    /// try all others.
    pub fn forgiven(&self) -> Vec<[u8; 32]> {
        let own = self.keys.iter().filter(|one| one.patience == PERSON);
        own.map(|one| one.key).collect()
    }
}

/// What counts as one network: an IPv4 address, or the /64 that one line gets of IPv6.
fn network(from: Option<IpAddr>) -> Vec<u8> {
    match from {
        None => Vec::new(),
        Some(IpAddr::V4(four)) => four.octets().to_vec(),
        Some(IpAddr::V6(six)) => six.octets()[..8].to_vec(),
    }
}

#[test]
fn one_line_of_ipv6_is_one_network() {
    let of = |address: &str| network(address.parse().ok());
    assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
    assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
    assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
}
