//! Who depends on whom: so that one changed answer costs its dependents, not the whole form.

use super::Entry;
use crate::{definition::Section, question::Question};
use std::collections::{HashMap, HashSet};

/// A section or a question, as something others depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    /// The section at this position: whether it applies.
    Section(usize),
    /// The question at this position: whether it applies, and its value.
    Question(usize),
}

/// The dependencies of a form, in an order in which each comes after what it depends on.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    order: Vec<Node>,
    ranks: HashMap<Node, usize>,
    dependents: HashMap<Node, Vec<Node>>,
}

impl Graph {
    /// The graph of these questions; or the nodes of a circle, which has no order.
    pub(crate) fn build(
        sections: &[Section],
        entries: &[Entry],
        by_id: &HashMap<String, usize>,
    ) -> Result<Graph, Vec<Node>> {
        let mut graph = Graph::default();
        let mut waits: HashMap<Node, usize> = HashMap::new();
        let nodes = (0..sections.len())
            .map(Node::Section)
            .chain((0..entries.len()).map(Node::Question));
        let nodes: Vec<Node> = nodes.collect();
        for node in &nodes {
            let mut needs = needs(*node, sections, entries, by_id);
            let mut seen = HashSet::new();
            needs.retain(|need| seen.insert(*need));
            waits.insert(*node, needs.len());
            for need in needs {
                graph.dependents.entry(need).or_default().push(*node);
            }
        }
        let mut ready: Vec<Node> = nodes
            .iter()
            .rev()
            .filter(|node| waits[node] == 0)
            .copied()
            .collect();
        while let Some(node) = ready.pop() {
            graph.ranks.insert(node, graph.order.len());
            graph.order.push(node);
            for dependent in graph.dependents_of(node).to_vec() {
                let wait = waits
                    .get_mut(&dependent)
                    .expect("every dependent is a node");
                *wait -= 1;
                if *wait == 0 {
                    ready.push(dependent);
                }
            }
        }
        match nodes
            .into_iter()
            .find(|node| !graph.ranks.contains_key(node))
        {
            None => Ok(graph),
            Some(unplaced) => {
                Err(graph.circle_before(unplaced, |node| needs(node, sections, entries, by_id)))
            }
        }
    }

    /// The circle that a node without a place waits for. What has no place needs something
    /// without a place, so going back from need to need comes round in the end.
    fn circle_before(&self, unplaced: Node, needs: impl Fn(Node) -> Vec<Node>) -> Vec<Node> {
        let mut path = vec![unplaced];
        let mut at = unplaced;
        while let Some(need) = needs(at)
            .into_iter()
            .find(|need| !self.ranks.contains_key(need))
        {
            if let Some(start) = path.iter().position(|passed| *passed == need) {
                return path.split_off(start);
            }
            path.push(need);
            at = need;
        }
        path
    }

    /// Every node, each after what it depends on.
    pub(crate) fn order(&self) -> &[Node] {
        &self.order
    }

    /// Where a node stands in the order.
    pub(crate) fn rank(&self, node: Node) -> usize {
        self.ranks[&node]
    }

    /// The nodes that depend on this one.
    pub(crate) fn dependents_of(&self, node: Node) -> &[Node] {
        self.dependents.get(&node).map_or(&[], Vec::as_slice)
    }
}

fn needs(
    node: Node,
    sections: &[Section],
    entries: &[Entry],
    by_id: &HashMap<String, usize>,
) -> Vec<Node> {
    let position = match node {
        Node::Section(position) => {
            let names = sections[position]
                .applies_if
                .iter()
                .flat_map(|condition| condition.names());
            return names
                .filter_map(|name| by_id.get(name).copied())
                .map(Node::Question)
                .collect();
        }
        Node::Question(position) => position,
    };
    let entry = &entries[position];
    let mut names: Vec<&String> = Vec::new();
    if let Some(condition) = &entry.question.common().applies_if {
        names.extend(condition.names());
    }
    if let Question::Computed(computed) = &entry.question {
        names.extend(computed.kind.value.names());
    }
    let named = names
        .into_iter()
        .filter_map(|name| by_id.get(name).copied());
    named
        .chain(entry.parent)
        .map(Node::Question)
        .chain([Node::Section(entry.section)])
        .collect()
}
