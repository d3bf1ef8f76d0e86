//! Masking small cells of published tables so that no total gives them away. Pure counting: which cells
//! there are is `aggregate`'s.
//!
//! Published are how often each category of a variable occurs, and tables of one variable by another,
//! all over the same sheets, so that the margins of every table are the counts of its variables. A cell
//! below the threshold is masked, zeros too (but that nobody stayed silent may be said); a masked category is masked throughout its row or column.
//! Then further cells are masked until every masked one could also have another value, for someone who
//! knows all that is published and that counts are whole and not negative: in the graph whose edges are
//! the masked counts, a cycle must lead through each along which one can be added and taken away. For
//! tables whose margins are published too this is exact, not only sufficient.

/// How often each category of a variable occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// The counts.
    pub counts: Vec<u32>,
    /// Whether they are masked.
    pub masked: Vec<bool>,
    /// Categories from here on are not answers: they are masked to protect others only when there is no
    /// other, as several questions may share their counts by the questionnaire's filters.
    pub answers: usize,
}

impl Margin {
    /// Nothing masked yet.
    pub fn new(counts: Vec<u32>, answers: usize) -> Self {
        Self { masked: vec![false; counts.len()], answers, counts }
    }

    /// Whether it is published that this category has nobody in it.
    fn is_empty(&self, at: usize) -> bool {
        self.counts[at] == 0 && !self.masked[at]
    }

    fn protect(&mut self, threshold: u32) {
        for (at, masked) in self.masked.iter_mut().enumerate() {
            let nobody_silent = at >= self.answers && self.counts[at] == 0;
            *masked |= self.counts[at] < threshold && !nobody_silent;
        }
        while self.masked.contains(&true) {
            let hidden = || self.counts.iter().zip(&self.masked).filter(|(_, masked)| **masked);
            if hidden().count() >= 2 && hidden().map(|(count, _)| *count).sum::<u32>() >= threshold {
                return;
            }
            let open = (0..self.counts.len()).filter(|at| !self.masked[*at]);
            let Some(next) = open.min_by_key(|at| (*at >= self.answers, self.counts[*at])) else { return };
            self.masked[next] = true;
        }
    }
}

/// One variable by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cross {
    /// Place of the variable in the rows among the margins.
    pub row: usize,
    /// Place of the variable in the columns.
    pub column: usize,
    /// By row, then by column.
    pub counts: Vec<Vec<u32>>,
    /// Whether they are masked.
    pub masked: Vec<Vec<bool>>,
}

impl Cross {
    /// Nothing masked yet.
    pub fn new(row: usize, column: usize, counts: Vec<Vec<u32>>) -> Self {
        Self { row, column, masked: counts.iter().map(|line| vec![false; line.len()]).collect(), counts }
    }

    fn protect(&mut self, rows: &Margin, columns: &Margin, threshold: u32) {
        for (at, line) in self.masked.iter_mut().enumerate() {
            for (column, masked) in line.iter_mut().enumerate() {
                let small = self.counts[at][column] < threshold;
                let told = rows.is_empty(at) || columns.is_empty(column);
                *masked = !told && (small || rows.masked[at] || columns.masked[column]);
            }
        }
        while let Some((row, column)) = self.next_to_mask(rows, columns, threshold) {
            self.masked[row][column] = true;
        }
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let width = self.counts.first().map_or(0, Vec::len);
        (0..self.counts.len()).flat_map(move |row| (0..width).map(move |column| (row, column)))
    }

    /// A cell that must be masked too, for the first masked one that could be computed.
    fn next_to_mask(&self, rows: &Margin, columns: &Margin, threshold: u32) -> Option<(usize, usize)> {
        let open = |in_line: &dyn Fn((usize, usize)) -> bool| {
            let open = self.cells().filter(|cell| {
                let told = rows.is_empty(cell.0) || columns.is_empty(cell.1);
                in_line(*cell) && !told && !self.masked[cell.0][cell.1]
            });
            open.min_by_key(|(row, column)| {
                (*row >= rows.answers || *column >= columns.answers, self.counts[*row][*column])
            })
        };
        let poor = |in_line: &dyn Fn((usize, usize)) -> bool| {
            let hidden = self.cells().filter(|cell| in_line(*cell) && self.masked[cell.0][cell.1]);
            let (cells, sum) =
                hidden.fold((0, 0), |(cells, sum), cell| (cells + 1, sum + self.counts[cell.0][cell.1]));
            cells == 1 || cells > 0 && sum < threshold
        };
        // Lines with a published total, of which masked cells could be told by taking the others off.
        for row in (0..rows.counts.len()).filter(|row| !rows.masked[*row]) {
            if poor(&|cell| cell.0 == row)
                && let Some(cell) = open(&|cell| cell.0 == row)
            {
                return Some(cell);
            }
        }
        for column in (0..columns.counts.len()).filter(|column| !columns.masked[*column]) {
            if poor(&|cell| cell.1 == column)
                && let Some(cell) = open(&|cell| cell.1 == column)
            {
                return Some(cell);
            }
        }
        let network = self.network(rows, columns);
        let told = self.cells().find(|cell| {
            self.masked[cell.0][cell.1] && !network.can_change(self.edge(*cell, rows.counts.len()))
        })?;
        open(&|cell| cell.0 == told.0 || cell.1 == told.1).or_else(|| open(&|_| true))
    }

    /// Whether every masked cell could have another value.
    fn is_safe(&self, rows: &Margin, columns: &Margin) -> bool {
        let network = self.network(rows, columns);
        let masked = self.cells().filter(|cell| self.masked[cell.0][cell.1]);
        masked.map(|cell| self.edge(cell, rows.counts.len())).all(|edge| network.can_change(edge))
    }

    fn edge(&self, (row, column): (usize, usize), rows: usize) -> Edge {
        // After the rows comes the node of all columns, then the columns.
        Edge { from: row, to: rows + 1 + column, count: self.counts[row][column] }
    }

    /// The masked counts as edges: a cell leads from its row to its column, a masked total from the node
    /// of all columns to its row, or from its column to the node of all rows; what goes into a node comes
    /// out of it. The grand total is published, so both nodes of all are one.
    fn network(&self, rows: &Margin, columns: &Margin) -> Network {
        let all = rows.counts.len();
        let mut edges: Vec<Edge> = Vec::new();
        let cells = self.cells().filter(|cell| self.masked[cell.0][cell.1]);
        edges.extend(cells.map(|cell| self.edge(cell, all)));
        for (row, count) in rows.counts.iter().enumerate().filter(|(row, _)| rows.masked[*row]) {
            edges.push(Edge { from: all, to: row, count: *count });
        }
        for (column, count) in columns.counts.iter().enumerate().filter(|(at, _)| columns.masked[*at]) {
            edges.push(Edge { from: all + 1 + column, to: all, count: *count });
        }
        Network { edges, nodes: all + 1 + columns.counts.len() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edge {
    from: usize,
    to: usize,
    count: u32,
}

struct Network {
    edges: Vec<Edge>,
    nodes: usize,
}

impl Network {
    /// Whether a cycle leads through the edge along which one can be added, or one taken away.
    fn can_change(&self, edge: Edge) -> bool {
        self.reaches(edge.to, edge.from, edge) || edge.count > 0 && self.reaches(edge.from, edge.to, edge)
    }

    /// Along an edge one can be added; against it one can be taken away where there is one.
    fn reaches(&self, from: usize, to: usize, but: Edge) -> bool {
        let mut seen = vec![false; self.nodes];
        let mut next = vec![from];
        while let Some(node) = next.pop() {
            if node == to {
                return true;
            }
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            for edge in self.edges.iter().filter(|edge| **edge != but) {
                if edge.from == node {
                    next.push(edge.to);
                } else if edge.to == node && edge.count > 0 {
                    next.push(edge.from);
                }
            }
        }
        false
    }
}

/// Masks what must be masked. Tables that cannot be made safe are taken out, and their places given back.
pub fn protect(margins: &mut [Margin], crosses: &mut Vec<Cross>, threshold: u32) -> Vec<(usize, usize)> {
    for margin in margins.iter_mut() {
        margin.protect(threshold);
    }
    let mut dropped = Vec::new();
    crosses.retain_mut(|cross| {
        let (rows, columns) = (&margins[cross.row], &margins[cross.column]);
        cross.protect(rows, columns, threshold);
        let safe = cross.is_safe(rows, columns);
        if !safe {
            dropped.push((cross.row, cross.column));
        }
        safe
    });
    dropped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZES: [usize; 3] = [3, 2, 2];

    /// What is published of a population, sheet by sheet the categories of A, B and C: three margins, A by
    /// B and A by C; `None` is masked.
    fn tables(cube: &[u32; 12]) -> (Vec<Vec<u32>>, Vec<Vec<Vec<u32>>>) {
        let mut margins: Vec<Vec<u32>> = SIZES.iter().map(|size| vec![0; *size]).collect();
        let mut crosses = vec![vec![vec![0; 2]; 3]; 2];
        for (at, count) in cube.iter().enumerate() {
            let (a, b, c) = (at / 4, at / 2 % 2, at % 2);
            margins[0][a] += count;
            margins[1][b] += count;
            margins[2][c] += count;
            crosses[0][a][b] += count;
            crosses[1][a][c] += count;
        }
        (margins, crosses)
    }

    /// Every figure, published or not, in one order.
    fn figures(cube: &[u32; 12]) -> Vec<u32> {
        let (margins, crosses) = tables(cube);
        margins.into_iter().flatten().chain(crosses.into_iter().flatten().flatten()).collect()
    }

    /// Whether each figure is masked, in the same order; a table taken out is masked as a whole.
    fn masks(cube: &[u32; 12], threshold: u32) -> (Vec<bool>, usize) {
        let (margins, crosses) = tables(cube);
        let mut margins: Vec<Margin> = margins.into_iter().map(|counts| Margin::new(counts, 2)).collect();
        let mut crosses: Vec<Cross> =
            crosses.into_iter().enumerate().map(|(at, counts)| Cross::new(0, at + 1, counts)).collect();
        let dropped = protect(&mut margins, &mut crosses, threshold);
        let mut masks: Vec<bool> = margins.iter().flat_map(|margin| margin.masked.clone()).collect();
        for column in 1..=2 {
            match crosses.iter().find(|cross| cross.column == column) {
                Some(cross) => masks.extend(cross.masked.iter().flatten()),
                None => masks.extend([true; 6]),
            }
        }
        (masks, dropped.len())
    }

    /// Hands out every population of that many people.
    fn populations(people: u32, at: usize, cube: &mut [u32; 12], each: &mut impl FnMut(&[u32; 12])) {
        if at == 11 {
            cube[11] = people;
            return each(cube);
        }
        for here in 0..=people {
            cube[at] = here;
            populations(people - here, at + 1, cube, each);
        }
    }

    /// By brute force, knowing nothing of how cells are masked: of all populations that agree with every
    /// published figure, a masked figure has at least two values.
    fn told_by_brute_force(cube: &[u32; 12], masks: &[bool]) -> Vec<usize> {
        let published = figures(cube);
        let mut values: Vec<Vec<u32>> = vec![Vec::new(); published.len()];
        let people = cube.iter().sum();
        populations(people, 0, &mut [0; 12], &mut |other| {
            let figures = figures(other);
            if figures.iter().zip(&published).zip(masks).all(|((one, two), masked)| *masked || one == two) {
                for (seen, figure) in values.iter_mut().zip(&figures) {
                    if !seen.contains(figure) {
                        seen.push(*figure);
                    }
                }
            }
        });
        (0..masks.len()).filter(|at| masks[*at] && values[*at].len() < 2).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// Issue 5: from the published tables and their totals no masked cell can be computed, and what is
        /// published is never below the threshold.
        #[test]
        fn no_masked_cell_can_be_computed(
            seats in prop::collection::vec(0..12usize, 4..8),
            threshold in 2..4u32,
        ) {
            let mut cube = [0; 12];
            for seat in seats {
                cube[seat] += 1;
            }
            let (masks, _) = masks(&cube, threshold);
            prop_assert_eq!(told_by_brute_force(&cube, &masks), Vec::<usize>::new(), "{:?}", cube);
            for (figure, masked) in figures(&cube).iter().zip(&masks) {
                prop_assert!(*masked || *figure >= threshold || *figure == 0);
            }
            let answers = |at: usize| at < 2 || (3..7).contains(&at) || (7..11).contains(&at) || (13..17).contains(&at);
            for (at, figure) in figures(&cube).iter().enumerate().filter(|(at, _)| answers(*at)) {
                prop_assert!(masks[at] || *figure >= threshold, "a zero of an answer");
            }
        }

        /// Larger tables, by linear algebra of its own: no masked cell is fixed by the totals.
        #[test]
        fn no_masked_cell_is_fixed_by_the_totals(
            counts in prop::collection::vec(prop::collection::vec(0..60u32, 5), 6),
        ) {
            let sum = |lines: Vec<u32>| Margin::new(lines.clone(), lines.len());
            let rows = sum(counts.iter().map(|line| line.iter().sum()).collect());
            let columns = sum((0..5).map(|at| counts.iter().map(|line| line[at]).sum()).collect());
            let mut margins = vec![rows, columns];
            let mut crosses = vec![Cross::new(0, 1, counts)];
            let dropped = protect(&mut margins, &mut crosses, 11);
            prop_assert!(dropped.is_empty());
            let unknown: Vec<(usize, usize)> =
                crosses[0].cells().filter(|cell| crosses[0].masked[cell.0][cell.1]).collect();
            // Totals that are masked are taken as published here: that tells the reader even more.
            for at in 0..unknown.len() {
                let fixed = fixed_by_totals(&unknown, at) && !margins[0].masked[unknown[at].0];
                prop_assert!(!fixed || margins[1].masked[unknown[at].1], "{:?}", unknown[at]);
            }
        }
    }

    /// Whether the sums of rows and columns fix one of the unknown cells: adding the equation "this cell is
    /// zero" to "all sums are zero" then changes nothing.
    fn fixed_by_totals(unknown: &[(usize, usize)], at: usize) -> bool {
        let mut equations: Vec<Vec<f64>> = Vec::new();
        for line in 0..6 {
            equations.push(unknown.iter().map(|cell| f64::from(u8::from(cell.0 == line))).collect());
            equations.push(unknown.iter().map(|cell| f64::from(u8::from(cell.1 == line))).collect());
        }
        let before = rank(equations.clone());
        equations.push((0..unknown.len()).map(|other| f64::from(u8::from(other == at))).collect());
        rank(equations) == before
    }

    fn rank(mut lines: Vec<Vec<f64>>) -> usize {
        let width = lines[0].len();
        let mut rank = 0;
        for column in 0..width {
            let Some(pivot) = (rank..lines.len()).find(|line| lines[*line][column].abs() > 1e-9) else {
                continue;
            };
            lines.swap(rank, pivot);
            for line in rank + 1..lines.len() {
                let factor = lines[line][column] / lines[rank][column];
                let pivot = lines[rank].clone();
                lines[line].iter_mut().zip(pivot).for_each(|(cell, above)| *cell -= factor * above);
            }
            rank += 1;
        }
        rank
    }

    /// The brute force can fail: a lone masked cell is told by its row.
    #[test]
    fn a_lone_masked_cell_is_found_out() {
        let cube = [1, 0, 3, 0, 0, 4, 0, 0, 0, 0, 0, 0];
        let mut masks = vec![false; figures(&cube).len()];
        masks[7] = true;
        assert_eq!(told_by_brute_force(&cube, &masks), [7]);
    }
}
