//! How much may go wrong. Reference §12.6.

/// `ToleratedFailureCount` and `ToleratedFailurePercentage`. Where neither is given nothing is tolerated, where one is
/// only that counts, and where both are either of them can be exceeded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tolerance {
    /// `ToleratedFailureCount`.
    pub count: Option<u64>,
    /// `ToleratedFailurePercentage`.
    pub percentage: Option<f64>,
}

impl Tolerance {
    /// Whether a single failure is too much.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.count.is_none() && self.percentage.is_none()
    }

    /// Whether so many failed items are surely too many, of at most so many in all; `None` while that is not known.
    #[must_use]
    pub fn is_exceeded(&self, failed: u64, at_most: Option<u64>) -> bool {
        if self.is_none() {
            return failed > 0;
        }
        let by_count = self.count.is_some_and(|count| failed > count);
        let by_percentage = match (self.percentage, at_most) {
            (Some(percentage), Some(total)) => failed as f64 * 100.0 > percentage * total as f64,
            _ => false,
        };
        by_count || by_percentage
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_tolerated_unless_it_is_said() {
        let none = Tolerance::default();
        assert!(!none.is_exceeded(0, Some(10)));
        assert!(none.is_exceeded(1, None));
    }

    #[test]
    fn as_much_as_is_tolerated_is_not_too_much() {
        let count = Tolerance {
            count: Some(2),
            percentage: None,
        };
        assert!(!count.is_exceeded(2, None));
        assert!(count.is_exceeded(3, None));
        let percentage = Tolerance {
            count: None,
            percentage: Some(1.5),
        };
        assert!(!percentage.is_exceeded(3, Some(200)));
        assert!(percentage.is_exceeded(4, Some(200)));
    }

    #[test]
    fn a_share_is_judged_once_the_whole_is_known() {
        let percentage = Tolerance {
            count: None,
            percentage: Some(10.0),
        };
        assert!(!percentage.is_exceeded(50, None));
        assert!(percentage.is_exceeded(50, Some(100)));
    }

    #[test]
    fn of_two_limits_either_can_be_exceeded() {
        let both = Tolerance {
            count: Some(5),
            percentage: Some(50.0),
        };
        assert!(both.is_exceeded(6, Some(100)));
        assert!(both.is_exceeded(3, Some(4)));
        assert!(!both.is_exceeded(5, Some(10)));
    }
}
