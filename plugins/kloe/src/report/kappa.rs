//! How far two agencies agree on grades they gave the same children, each without seeing the
//! other's. Everything is summed in whole numbers; the one division is left to whoever shows it.
//!
//! Weighted kappa is J. Cohen's: “Weighted kappa: nominal scale agreement with provision for
//! scaled disagreement or partial credit”, Psychological Bulletin 70(4), 1968, 213–220,
//! doi:10.1037/h0026256. Disagreement weighs |i − j|, in a straight line.

#[cfg(test)]
mod tests;

/// Children by the grades that the first (row) and the second (column) agency gave.
pub(super) struct Agreement {
    seen: Vec<Vec<u32>>,
}

/// The sums that kappa is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sums {
    /// N: children graded by both.
    pub(super) children: i64,
    /// D: disagreement seen, Σ |i − j| · o(i, j).
    pub(super) seen: i64,
    /// S: disagreement expected by chance times N, Σ |i − j| · r(i) · c(j).
    pub(super) expected: i64,
}

impl Agreement {
    /// Of so many grades, and the places of the two grades of each child.
    pub(super) fn of(
        grades: usize,
        children: impl IntoIterator<Item = (usize, usize)>,
    ) -> Agreement {
        let mut seen = vec![vec![0; grades]; grades];
        for (first, second) in children {
            seen[first][second] += 1;
        }
        Agreement { seen }
    }

    /// Children in one cell.
    pub(super) fn cell(&self, first: usize, second: usize) -> u32 {
        self.seen[first][second]
    }

    /// Children whom the first agency gave this grade.
    pub(super) fn row(&self, first: usize) -> u32 {
        self.sum(|(i, _)| i == first)
    }

    /// Children whom the second agency gave this grade.
    pub(super) fn column(&self, second: usize) -> u32 {
        self.sum(|(_, j)| j == second)
    }

    /// Children graded by both.
    pub(super) fn children(&self) -> u32 {
        self.sum(|_| true)
    }

    /// Children whose two grades stand so many steps apart.
    pub(super) fn apart(&self, steps: usize) -> u32 {
        self.sum(|(i, j)| i.abs_diff(j) == steps)
    }

    /// Children whom the first agency graded higher, and whom the second did.
    pub(super) fn higher(&self) -> (u32, u32) {
        (self.sum(|(i, j)| i > j), self.sum(|(i, j)| j > i))
    }

    /// What kappa is made of: κw = (S − N · D) / S.
    pub(super) fn sums(&self) -> Sums {
        let (mut seen, mut expected) = (0, 0);
        for (i, j) in self.places() {
            let weight = i64::try_from(i.abs_diff(j)).unwrap_or(i64::MAX);
            seen += weight * i64::from(self.cell(i, j));
            expected += weight * i64::from(self.row(i)) * i64::from(self.column(j));
        }
        Sums {
            children: i64::from(self.children()),
            seen,
            expected,
        }
    }

    fn sum(&self, wanted: impl Fn((usize, usize)) -> bool) -> u32 {
        let chosen = self.places().filter(|at| wanted(*at));
        chosen.map(|(i, j)| self.cell(i, j)).sum()
    }

    fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let grades = self.seen.len();
        (0..grades).flat_map(move |i| (0..grades).map(move |j| (i, j)))
    }
}

impl Sums {
    /// Weighted kappa as a quotient; none where all children stand in one cell of the diagonal:
    /// no disagreement could be expected then, and kappa is neither 1 nor 0.
    pub(super) fn kappa(&self) -> Option<(i64, i64)> {
        let dividend = self.expected - self.children * self.seen;
        (self.expected > 0).then_some((dividend, self.expected))
    }
}
