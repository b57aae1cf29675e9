//! Random routines as trees of blocks: each block has one way in and at most one way out.

use proptest::prelude::*;
use proptest::sample::select;

/// A part of a routine.
#[derive(Debug, Clone)]
pub enum Block {
    Activity(Activity),
    Catch(Happening),
    Throw(Thrown),
    End(Thrown),
    Sequence(Vec<Block>),
    /// A split and a join of the same kind.
    Split(Split, Vec<Block>),
    /// An event-based gateway.
    Race(Vec<(Happening, Block)>),
    /// Again and again by gateways, at most three times.
    Turns(Box<Block>),
    /// Over a link.
    Link,
}

#[derive(Debug, Clone)]
pub struct Activity {
    pub kind: Kind,
    pub repeat: Option<Repeat>,
    pub guards: Vec<Guard>,
}

#[derive(Debug, Clone)]
pub enum Kind {
    Task(Task),
    Inside { kind: Inside, body: Box<Block>, handlers: Vec<Guard> },
}

#[derive(Debug, Clone, Copy)]
pub enum Task {
    Abstract,
    User,
    Manual,
    Service,
    /// Adds one to `n`.
    Count,
    /// Sets `odd`.
    Compare,
    /// Has input and output mappings.
    Mapped,
    Send,
    Receive,
    Call,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inside {
    Embedded,
    Transaction,
    AdHoc,
}

#[derive(Debug, Clone, Copy)]
pub enum Repeat {
    Standard {
        test_before: bool,
    },
    Parallel(u8),
    Sequential(u8),
    /// Over a collection, with an output collection.
    Collection {
        sequential: bool,
    },
    /// Until two are completed.
    Until,
}

/// A boundary event of an activity, or an event sub-process of a scope.
#[derive(Debug, Clone)]
pub struct Guard {
    pub on: Happening,
    pub interrupting: bool,
    pub way: Block,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    Message,
    KeyedMessage,
    Signal,
    Timer,
    Cycle,
    Condition,
    Error,
    Escalation,
    Compensation,
    Cancel,
    /// A message or a signal.
    Either,
    /// A message and a signal.
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thrown {
    None,
    Message,
    Signal,
    Escalation,
    Compensation,
    Error,
    Terminate,
    Cancel,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    Exclusive,
    Parallel,
    Inclusive,
    Complex,
}

/// What a routine is made of.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    tasks: &'static [Task],
    catches: &'static [Happening],
    throws: &'static [Thrown],
    ends: &'static [Thrown],
    guards: &'static [Happening],
    splits: &'static [Split],
    insides: &'static [Inside],
    /// Whatever lets the order of completions decide what happens.
    races: bool,
}

/// Every element there is.
pub const EVERYTHING: Palette = Palette {
    tasks: &[
        Task::Abstract,
        Task::User,
        Task::User,
        Task::Manual,
        Task::Service,
        Task::Count,
        Task::Compare,
        Task::Mapped,
        Task::Send,
        Task::Receive,
        Task::Call,
    ],
    catches: &[
        Happening::Message,
        Happening::KeyedMessage,
        Happening::Signal,
        Happening::Timer,
        Happening::Condition,
        Happening::Either,
        Happening::Both,
    ],
    throws: &[Thrown::None, Thrown::Message, Thrown::Signal, Thrown::Signal, Thrown::Escalation, Thrown::Compensation],
    ends: &[
        Thrown::None,
        Thrown::Message,
        Thrown::Signal,
        Thrown::Escalation,
        Thrown::Compensation,
        Thrown::Error,
        Thrown::Terminate,
        Thrown::Cancel,
    ],
    guards: &[
        Happening::Message,
        Happening::KeyedMessage,
        Happening::Signal,
        Happening::Timer,
        Happening::Cycle,
        Happening::Condition,
        Happening::Error,
        Happening::Escalation,
        Happening::Compensation,
        Happening::Cancel,
        Happening::Either,
        Happening::Both,
    ],
    splits: &[Split::Exclusive, Split::Parallel, Split::Parallel, Split::Inclusive, Split::Complex],
    insides: &[Inside::Embedded, Inside::Embedded, Inside::Transaction, Inside::AdHoc],
    races: true,
};

/// Only what gives the same result in whichever order parallel steps are completed.
pub const ORDERLY: Palette = Palette {
    tasks: &[Task::User, Task::User, Task::Service, Task::Abstract],
    catches: &[Happening::Timer],
    throws: &[Thrown::None],
    ends: &[Thrown::None],
    guards: &[],
    splits: &[Split::Exclusive, Split::Parallel, Split::Parallel, Split::Inclusive],
    insides: &[Inside::Embedded],
    races: false,
};

/// A block of at most some depth.
pub fn blocks(palette: Palette) -> impl Strategy<Value = Block> {
    let leaf = leaf(palette);
    leaf.prop_recursive(4, 24, 4, move |inner| composite(palette, inner))
}

fn leaf(palette: Palette) -> BoxedStrategy<Block> {
    let task = (select(palette.tasks), repeats(palette))
        .prop_map(|(task, repeat)| Block::Activity(Activity { kind: Kind::Task(task), repeat, guards: Vec::new() }));
    let catch = select(palette.catches).prop_map(Block::Catch);
    let throw = select(palette.throws).prop_map(Block::Throw);
    prop_oneof![6 => task, 2 => catch, 1 => throw, 1 => Just(Block::Link)].boxed()
}

fn repeats(palette: Palette) -> BoxedStrategy<Option<Repeat>> {
    let mut all = vec![Repeat::Parallel(0), Repeat::Parallel(3), Repeat::Sequential(2)];
    if palette.races {
        all.extend([
            Repeat::Standard { test_before: true },
            Repeat::Standard { test_before: false },
            Repeat::Collection { sequential: true },
            Repeat::Collection { sequential: false },
            Repeat::Until,
        ]);
    }
    prop_oneof![4 => Just(None), 1 => select(all).prop_map(Some)].boxed()
}

fn composite(palette: Palette, inner: BoxedStrategy<Block>) -> BoxedStrategy<Block> {
    let sequence = proptest::collection::vec(inner.clone(), 1..5).prop_map(Block::Sequence);
    let split = (select(palette.splits), proptest::collection::vec(inner.clone(), 1..4))
        .prop_map(|(kind, ways)| Block::Split(kind, ways));
    let inside = (
        select(palette.insides),
        inner.clone(),
        guards(palette, inner.clone(), 0..2),
        guards(palette, inner.clone(), 0..2),
        repeats(palette),
    )
        .prop_map(|(kind, body, handlers, guards, repeat)| {
            Block::Activity(Activity { kind: Kind::Inside { kind, body: Box::new(body), handlers }, repeat, guards })
        });
    let guarded = (select(palette.tasks), guards(palette, inner.clone(), 1..3), repeats(palette))
        .prop_map(|(task, guards, repeat)| Block::Activity(Activity { kind: Kind::Task(task), repeat, guards }));
    let turns = inner.clone().prop_map(|body| Block::Turns(Box::new(body)));
    if !palette.races {
        return prop_oneof![3 => sequence, 3 => split, 2 => inside].boxed();
    }
    let ended =
        (inner.clone(), select(palette.ends)).prop_map(|(first, end)| Block::Sequence(vec![first, Block::End(end)]));
    let race = proptest::collection::vec((select(palette.catches), inner), 1..4).prop_map(Block::Race);
    prop_oneof![4 => sequence, 4 => split, 4 => inside, 4 => guarded, 1 => turns, 1 => race, 2 => ended].boxed()
}

fn guards(palette: Palette, way: BoxedStrategy<Block>, number: std::ops::Range<usize>) -> BoxedStrategy<Vec<Guard>> {
    if palette.guards.is_empty() {
        return Just(Vec::new()).boxed();
    }
    let guard = (select(palette.guards), any::<bool>(), way).prop_map(|(on, interrupting, way)| Guard {
        on,
        interrupting,
        way,
    });
    proptest::collection::vec(guard, number).boxed()
}

/// What starts event sub-processes of a process.
pub const HANDLED: &[Happening] = &[
    Happening::Message,
    Happening::KeyedMessage,
    Happening::Signal,
    Happening::Timer,
    Happening::Condition,
    Happening::Error,
    Happening::Escalation,
    Happening::Compensation,
    Happening::Either,
];
