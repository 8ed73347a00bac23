//! Which known name somebody may have meant. The same as `diag::nearest` of the compiler, while constants are evaluated.

/// Longer names are not compared.
const LONGEST: usize = 48;

/// The beginning of a name says little when it is shorter.
const TELLING_PREFIX: usize = 4;

/// The best so far of the names that are looked at one by one.
#[derive(Clone, Copy)]
pub(super) struct Nearest<'a> {
    wanted: &'a str,
    best: Option<(&'a str, usize)>,
}

impl<'a> Nearest<'a> {
    /// For a name that is not known.
    pub(super) const fn to(wanted: &'a str) -> Self {
        Nearest { wanted, best: None }
    }

    /// Looks at a name that is.
    pub(super) const fn or(self, known: &'a str) -> Self {
        let Some(distance) = rate(self.wanted.as_bytes(), known.as_bytes()) else {
            return self;
        };
        match self.best {
            Some((_, best)) if best <= distance => self,
            _ => Nearest {
                best: Some((known, distance)),
                ..self
            },
        }
    }

    /// Looks at names that are.
    pub(super) const fn or_all(mut self, known: &[&'a str]) -> Self {
        let mut i = 0;
        while i < known.len() {
            self = self.or(known[i]);
            i += 1;
        }
        self
    }

    /// The one that was probably meant. Nothing rather than a wild guess.
    pub(super) const fn found(self) -> Option<&'a str> {
        match self.best {
            Some((name, _)) => Some(name),
            None => None,
        }
    }
}

/// How far apart they are, unless too far.
const fn rate(left: &[u8], right: &[u8]) -> Option<usize> {
    if left.len() > LONGEST || right.len() > LONGEST {
        return None;
    }
    let (short, long) = if left.len() < right.len() {
        (left, right)
    } else {
        (right, left)
    };
    let distance = distance(short, long);
    let is_typo = distance <= long.len() / 3;
    let is_prefix = short.len() >= TELLING_PREFIX && common(short, long) == short.len();
    if is_typo || is_prefix {
        Some(distance)
    } else {
        None
    }
}

/// How many bytes they have in common at the beginning, but for case.
const fn common(short: &[u8], long: &[u8]) -> usize {
    let mut i = 0;
    while i < short.len() && short[i].eq_ignore_ascii_case(&long[i]) {
        i += 1;
    }
    i
}

/// Optimal string alignment, but for case: bytes to insert, delete, replace, or swap with their neighbour.
const fn distance(left: &[u8], right: &[u8]) -> usize {
    let mut rows = [[0; LONGEST + 1]; 3];
    let mut j = 0;
    while j <= right.len() {
        rows[0][j] = j;
        j += 1;
    }
    let mut i = 1;
    while i <= left.len() {
        let (row, above, twice_above) = (i % 3, (i - 1) % 3, (i + 1) % 3);
        rows[row][0] = i;
        let mut j = 1;
        while j <= right.len() {
            let is_same = left[i - 1].eq_ignore_ascii_case(&right[j - 1]);
            let mut least = min(rows[above][j] + 1, rows[row][j - 1] + 1);
            least = min(least, rows[above][j - 1] + !is_same as usize);
            if is_swap(left, right, i, j) {
                least = min(least, rows[twice_above][j - 2] + 1);
            }
            rows[row][j] = least;
            j += 1;
        }
        i += 1;
    }
    rows[left.len() % 3][right.len()]
}

/// Whether the two bytes before these places are the same two in the other order.
const fn is_swap(left: &[u8], right: &[u8], i: usize, j: usize) -> bool {
    i > 1
        && j > 1
        && left[i - 1].eq_ignore_ascii_case(&right[j - 2])
        && left[i - 2].eq_ignore_ascii_case(&right[j - 1])
}

const fn min(left: usize, right: usize) -> usize {
    if left < right { left } else { right }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let table = [
            ("totl", &["orderId", "total"][..], Some("total")),
            ("Total", &["totals", "total"], Some("total")),
            ("oredrId", &["total", "orderId"], Some("orderId")),
            ("order", &["total", "orderId"], Some("orderId")),
            ("OutOfStok", &["OutOfStock", "Fraud"], Some("OutOfStock")),
            ("a", &["b"], None),
            ("name", &["total", "orderId"], None),
            ("", &["a"], None),
        ];
        for (wanted, known, expected) in table {
            let nearest = Nearest::to(wanted).or_all(known);
            assert_eq!(nearest.found(), expected, "{wanted}");
        }
    }

    #[test]
    fn distances_are_those_of_strsim() {
        let names = [
            "", "a", "ab", "ba", "abc", "acb", "kitten", "sitting", "orderId", "OrderID",
        ];
        for left in names {
            for right in names {
                let expected = strsim::osa_distance(&left.to_lowercase(), &right.to_lowercase());
                assert_eq!(
                    distance(left.as_bytes(), right.as_bytes()),
                    expected,
                    "{left} {right}"
                );
            }
        }
    }
}
