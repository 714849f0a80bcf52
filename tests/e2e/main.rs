//! Journeys: what a person does with the page, in real browsers, through the release build.
//!
//! [`harness`] has the browser, the server and the [`Person`](harness::Person) with a person's verbs;
//! [`journeys`] has one file per theme, and [`bench`] measures. `cargo xtask test journeys` builds the page, starts the drivers and
//! sets the variables that [`harness::setup`] reads. Without a driver its journeys are skipped.

#![cfg(not(target_arch = "wasm32"))]

mod bench;
mod harness;
mod journeys;
