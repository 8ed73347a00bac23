//! What becomes of the error of an attempt. Reference §10.

use crate::context::Cx;
use crate::error::ExecutionError;
use crate::host::{Host, Observer};
use crate::retry::{Retrier, Retry, next_retry};

impl<H: Host> Cx<'_, H> {
    /// What the state's `Retry` says about an error. Reference §10.2.
    ///
    /// # Errors
    /// The host's.
    pub async fn retry(
        &mut self,
        retriers: &[Retrier],
        error: ExecutionError,
    ) -> Result<Retry, ExecutionError> {
        let error = self.arisen(error);
        let Some((retrier, delay)) = next_retry(retriers, &error, &mut self.progress.retries)
        else {
            return Ok(Retry::No(error));
        };
        let delay = if retrier.full_jitter {
            delay.mul_f64(unit_interval(self.random().await?))
        } else {
            delay
        };
        self.observe(|observer, visit| observer.retrying(visit, &error, delay));
        self.progress.delay = Some(delay);
        Ok(Retry::Again)
    }

    /// Which catcher takes an error: the first whose `ErrorEquals` matches. Reference §10.4.
    ///
    /// # Errors
    /// The error itself, when none does.
    #[cold]
    pub fn catch(
        &self,
        catchers: &[&[&str]],
        error: ExecutionError,
    ) -> Result<(usize, ExecutionError), ExecutionError> {
        let error = self.arisen(error);
        let Some(index) = catchers.iter().position(|names| error.matches(names)) else {
            return Err(error);
        };
        self.observe(|observer, visit| observer.caught(visit, &error));
        Ok((index, error))
    }

    /// An error of an attempt. Of an expression that failed the observer is told at once, whatever becomes of it.
    #[cold]
    pub(crate) fn arisen(&self, error: ExecutionError) -> ExecutionError {
        if !error.is_of_evaluation() || error.state().is_some() {
            return error;
        }
        self.observe(|observer, visit| observer.evaluation_failed(visit, &error));
        error.at(self.state.name, || self.scope.to_string())
    }
}

/// Uniform in `[0, 1]`, from 53 random bits.
fn unit_interval(random: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact in an f64")]
    let unit = (random >> 11) as f64 / ((1_u64 << 53) - 1) as f64;
    unit
}
