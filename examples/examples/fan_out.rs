//! Writes a price list and shows what happens on the way, in virtual time: `cargo run --example fan_out`

use asl_runtime::ExecutionError;
use examples::fan_out::write_list;
use serde_json::json;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), ExecutionError> {
    let input = json!({ "currency": "USD", "products": ["tea", "coffee", "mate", "cocoa"] });
    let list = write_list(input, |line| println!("{line}")).await?;
    println!("\n{list:#}");
    Ok(())
}
