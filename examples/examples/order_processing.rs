//! Processes the order on the command line: `cargo run --example order_processing -- '{"orderId": "12345"}'`

use std::process::ExitCode;

use examples::order_processing::{Shop, process};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let order = std::env::args().nth(1);
    let order = order.as_deref().unwrap_or(r#"{"orderId": "12345"}"#);
    match process(Shop::default(), order, |transition| {
        println!("{transition}")
    })
    .await
    {
        Ok(output) => {
            println!("\n{output:#}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
