//! Who is looking at a page.

use super::Role;

/// Who asks for a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visitor {
    /// The name of the person who is signed in.
    pub name: Option<String>,
    /// Every role they have anywhere, each once.
    pub roles: Vec<Role>,
    /// Whether this is a demo, with made-up schools and open accounts.
    pub demo: bool,
}

impl Visitor {
    /// Whether the visitor has this role somewhere.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// An account of the demo, shown on its sign-in page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    /// Who it is: "Headteacher of Oakwell Primary School".
    pub who: String,
    /// What to sign in with.
    pub email: String,
    /// The password of every demo account.
    pub password: String,
}
