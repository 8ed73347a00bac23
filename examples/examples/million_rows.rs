//! Checks a file of a million payments, which it makes first, in the folder `million_rows` of the system's temporary folder:
//! `cargo run --release -p examples --features distributed --example million_rows [-- [--by-hand] [ROWS]]`

use std::error::Error;
use std::io::{Write, stdout};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use asl_runtime::MapRunProgress;
use asl_runtime::distributed::Storage;
use examples::million_rows::{INBOX, by_hand, generate, run};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_by_hand = arguments.first().is_some_and(|first| first == "--by-hand");
    if is_by_hand {
        arguments.remove(0);
    }
    let rows = match arguments.as_slice() {
        [] => 1_000_000,
        [rows] => rows.parse()?,
        _ => return Err("usage: million_rows [--by-hand] [ROWS]".into()),
    };
    let folder = std::env::temp_dir().join("million_rows");
    make_file(&folder, rows).await?;
    let begun = Instant::now();
    if is_by_hand {
        let counts = by_hand::run(&folder).await?;
        println!(
            "{} rows checked, {} failed",
            counts.succeeded, counts.failed
        );
    } else {
        let bar = Bar::new(rows as u64);
        let watch = move |progress: &MapRunProgress| bar.show(progress);
        // In a task, so that all of tokio's threads take part.
        let execution = tokio::spawn(run(Storage::folder(&folder), watch));
        let output = execution.await??;
        println!("{:#}", output["results"]);
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{:.0} rows a second, in {seconds:.2} s",
        rows as f64 / seconds
    );
    if let Some(peak) = peak_memory() {
        println!("peak memory {peak}");
    }
    Ok(())
}

/// Makes the file in a process of its own, whose memory is none of ours.
async fn make_file(folder: &Path, rows: usize) -> Result<(), Box<dyn Error>> {
    const MAKING: &str = "MILLION_ROWS_MAKING";
    if std::env::var_os(MAKING).is_some() {
        generate(&Storage::folder(folder), rows).await?;
        std::process::exit(0);
    }
    let program = std::env::current_exe()?;
    let made = tokio::task::spawn_blocking(move || {
        std::process::Command::new(program)
            .arg(rows.to_string())
            .env(MAKING, "1")
            .status()
    });
    if !made.await??.success() {
        return Err("the file was not made".into());
    }
    let file = folder.join(INBOX.0).join(INBOX.1);
    println!(
        "{}, {} rows, {} bytes",
        file.display(),
        rows,
        file.metadata()?.len()
    );
    Ok(())
}

/// A progress bar that is drawn at most ten times a second.
struct Bar {
    rows: u64,
    drawn: Mutex<Instant>,
}

impl Bar {
    fn new(rows: u64) -> Self {
        Bar {
            rows,
            drawn: Mutex::new(Instant::now()),
        }
    }

    fn show(&self, progress: &MapRunProgress) {
        const WIDTH: usize = 40;
        let ended = progress.succeeded + progress.failed;
        let Ok(mut drawn) = self.drawn.lock() else {
            return;
        };
        if drawn.elapsed() < Duration::from_millis(100) && ended < self.rows {
            return;
        }
        *drawn = Instant::now();
        let full = (ended as usize * WIDTH).div_euclid((self.rows as usize).max(1));
        let bar = "#".repeat(full) + &" ".repeat(WIDTH.saturating_sub(full));
        let MapRunProgress {
            running, failed, ..
        } = progress;
        let end = if progress.running == 0 && ended >= self.rows {
            "\n"
        } else {
            ""
        };
        print!(
            "\r[{bar}] {ended} of {} rows, {running} running, {failed} failed {end}",
            self.rows
        );
        // A bar that cannot be drawn is no reason to stop.
        let _ = stdout().flush();
    }
}

/// What the system says, where it says it.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(format!("{:.1} MiB", kib / 1024.0))
}
