//! Routines made for measuring: the same graph for every engine.

/// What a routine looks like; `usize` says how large.
#[derive(Clone, Copy)]
pub enum Shape {
    /// So many tasks, one after another.
    Sequence(usize),
    /// A parallel fork into so many tasks, and a join.
    Fork(usize),
    /// One task, repeated so many times through an exclusive gateway.
    Loop(usize),
    /// A task, a fork into two, a join.
    Small,
    /// About so many elements with their drawing: tasks and exclusive gateways in turn.
    Big(usize),
}

/// What a flow node does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Start,
    End,
    /// Does nothing.
    Task,
    /// Sets the counter to zero.
    Reset,
    /// Adds one to the counter.
    Count,
    Parallel,
    /// Its default is the last of its outgoing flows.
    Exclusive,
}

/// When a sequence flow is taken.
#[derive(Clone, Copy)]
pub enum Condition {
    Always,
    /// As long as the counter is below the number.
    Below(usize),
}

/// A flow node; its id is its place in the list.
pub struct Node {
    pub kind: Kind,
    pub id: String,
}

/// A sequence flow between two nodes, given by their places.
pub struct Flow {
    pub from: usize,
    pub to: usize,
    pub condition: Option<Condition>,
}

/// A routine without its notation.
#[derive(Default)]
pub struct Model {
    pub nodes: Vec<Node>,
    pub flows: Vec<Flow>,
}

impl Model {
    pub fn new(shape: Shape) -> Self {
        let mut model = Model::default();
        let start = model.node(Kind::Start);
        let last = match shape {
            Shape::Sequence(length) => model.chain(start, length),
            Shape::Fork(width) => model.fork(start, width),
            Shape::Loop(times) => model.repeat(start, times),
            Shape::Small => {
                let first = model.chain(start, 1);
                model.fork(first, 2)
            }
            Shape::Big(elements) => model.blocks(start, elements),
        };
        let end = model.node(Kind::End);
        model.flow(last, end, None);
        model
    }

    fn node(&mut self, kind: Kind) -> usize {
        let place = self.nodes.len();
        self.nodes.push(Node { kind, id: format!("n{place}") });
        place
    }

    fn flow(&mut self, from: usize, to: usize, condition: Option<Condition>) {
        self.flows.push(Flow { from, to, condition });
    }

    fn chain(&mut self, mut last: usize, length: usize) -> usize {
        for _ in 0..length {
            let task = self.node(Kind::Task);
            self.flow(last, task, None);
            last = task;
        }
        last
    }

    fn fork(&mut self, before: usize, width: usize) -> usize {
        let (split, join) = (self.node(Kind::Parallel), self.node(Kind::Parallel));
        self.flow(before, split, None);
        for _ in 0..width {
            let task = self.node(Kind::Task);
            self.flow(split, task, None);
            self.flow(task, join, None);
        }
        join
    }

    fn repeat(&mut self, before: usize, times: usize) -> usize {
        let (reset, count, again) = (self.node(Kind::Reset), self.node(Kind::Count), self.node(Kind::Exclusive));
        self.flow(before, reset, None);
        self.flow(reset, count, None);
        self.flow(count, again, None);
        self.flow(again, count, Some(Condition::Below(times)));
        again
    }

    fn blocks(&mut self, mut last: usize, elements: usize) -> usize {
        while self.nodes.len() + self.flows.len() + 3 < elements {
            let task = self.chain(last, 1);
            let (split, join) = (self.node(Kind::Exclusive), self.node(Kind::Exclusive));
            self.flow(task, split, None);
            for condition in [Some(Condition::Always), None] {
                let way = self.node(Kind::Task);
                self.flow(split, way, condition);
                self.flow(way, join, None);
            }
            last = join;
        }
        last
    }
}
