//! What compiled machines do, rule by rule of the language, through the real macro.

mod support;

mod callback;
mod cancel;
mod catch;
mod choice;
mod context;
mod data_flow;
mod distributed;
mod dynamic;
mod errors;
mod jsonata;
mod map;
mod observe;
mod parallel;
mod pass;
mod payload;
mod retry;
mod robust;
mod size;
mod step;
mod task;
mod typed;
mod variables;
mod wait;
