//! Laws: what holds for every text, every span, every edit and every byte.

mod broken;
mod cases;
mod catalogue;
mod edit;
mod faults;
mod formats;
mod interchange;
mod journal;

mod released;
mod reshape;
mod runs;
mod store;
mod strategies;
mod text;
mod vault;

use proptest::test_runner::Config;

/// Tries each law a thousand times, or as often as `PROPTEST_CASES` says.
fn config() -> Config {
    let mut config = Config::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 1_000;
    }
    config
}
