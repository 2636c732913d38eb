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
    /// Who runs the portal.
    pub partnership: Partnership,
}

/// Who runs the portal and how to reach them, as pages say it; blank where nobody has said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Partnership {
    /// Its name: "Ostrelby Safeguarding Children Partnership".
    pub name: Option<String>,
    /// How to get help: an email address, a phone number, or both in a few words.
    pub contact: Option<String>,
}

impl Partnership {
    /// Its name, or what to call it without one.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or("your partnership")
    }

    /// Where to write: its name and, where they are known, the details.
    pub fn reached(&self) -> String {
        match &self.contact {
            Some(contact) => format!("{} ({contact})", self.called()),
            None => self.called().to_owned(),
        }
    }
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
