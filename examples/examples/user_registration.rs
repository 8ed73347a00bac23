//! Registers users so that every ending is seen: `cargo run --example user_registration`

use examples::user_registration::{Accounts, registration};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let machine = registration::Machine::new(Accounts::default());
    for user in [
        json!({ "name": "Ada", "email": "ada@example.org" }),
        json!({ "name": "Grace", "email": "grace@example.org" }),
        json!({ "name": "Ada", "email": "ada@example.org" }),
        json!({ "name": "Linus", "email": "linus@example.invalid" }),
        json!({ "name": "Nobody" }),
    ] {
        let email = user["email"].as_str().unwrap_or("-").to_owned();
        let ending = match machine.run(user).await {
            Ok(output) => format!("registered as user {}", output["user"]["id"]),
            Err(error) => error.to_string(),
        };
        println!("{email:<22} {ending}");
    }
}
