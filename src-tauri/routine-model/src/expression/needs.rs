//! Which variables, and which parts of them, an expression reads.

use dsntk_feel::Name;

use super::rewrite::OWN;

/// A variable that an expression reads.
#[derive(Debug, Clone)]
pub(super) struct Need {
    /// The variable's name.
    pub name: String,
    /// What the prepared expression calls it.
    pub alias: Name,
    /// Which parts of it.
    pub parts: Parts,
    /// Whether it may be missing: it may be a member of a filtered list's items, or the expression asks whether it is there.
    pub may_be_missing: bool,
}

/// Which parts of a value are read.
#[derive(Debug, Clone)]
pub(super) enum Parts {
    /// All of it.
    Whole,
    /// Only these members.
    Members(Vec<(String, Name, Parts)>),
}

impl Parts {
    /// Reads along `path` besides; an empty path reads everything.
    fn add(&mut self, path: &[String]) {
        let Self::Members(members) = self else { return };
        let Some((first, rest)) = path.split_first() else {
            *self = Self::Whole;
            return;
        };
        let at = members.iter().position(|(name, ..)| name == first).unwrap_or_else(|| {
            members.push((first.clone(), Name::from(first), Self::Members(Vec::new())));
            members.len() - 1
        });
        if let Some((_, _, parts)) = members.get_mut(at) {
            parts.add(rest);
        }
    }
}

/// The needs of one expression, in the order in which they come up.
#[derive(Debug, Clone, Default)]
pub(super) struct Needs {
    pub variables: Vec<Need>,
    /// What the prepared expression calls the moment and the day, when it asks for them.
    pub moment: Option<Name>,
    pub day: Option<Name>,
}

impl Needs {
    /// Notes that the moment is read, and says what the prepared expression calls it.
    pub(super) fn moment(&mut self) -> &Name {
        self.moment.get_or_insert_with(|| Name::from(format!("{OWN}now")))
    }

    /// Notes that the day is read, and says what the prepared expression calls it.
    pub(super) fn day(&mut self) -> &Name {
        self.day.get_or_insert_with(|| Name::from(format!("{OWN}today")))
    }

    /// Notes that `path` of the variable `name` is read under the name `alias`.
    pub(super) fn read(&mut self, name: &str, alias: &Name, path: &[String], may_be_missing: bool) {
        let at = self.variables.iter().position(|need| need.name == name).unwrap_or_else(|| {
            let parts = Parts::Members(Vec::new());
            self.variables.push(Need { name: name.to_owned(), alias: alias.clone(), parts, may_be_missing: true });
            self.variables.len() - 1
        });
        if let Some(need) = self.variables.get_mut(at) {
            need.may_be_missing &= may_be_missing;
            need.parts.add(path);
        }
    }
}
