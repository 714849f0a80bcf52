//! What the harness is told by its environment.
//!
//! | variable | what it holds |
//! |---|---|
//! | `WEBDRIVER_CHROMIUM`, `WEBDRIVER_FIREFOX`, `WEBDRIVER_WEBKIT` | where a driver listens |
//! | `CHROMIUM_BINARY`, `FIREFOX_BINARY` | the browsers, where the drivers would not find them |
//! | `GLOSSATOR_DIST` | the folder of the release build |
//! | `GLOSSATOR_AXE` | the file `axe.min.js` |
//! | `GLOSSATOR_ARTICLE` | a real article to open instead of the one made up for tests |
//! | `GLOSSATOR_EXPORTS` | a folder of documents whose exports other programs are to read |
//! | `GLOSSATOR_BENCH_CELLS`, `GLOSSATOR_BENCH_RESULTS` | what is measured, and the file for what comes of it |
//! | `GLOSSATOR_KILLS`, `GLOSSATOR_SEED` | how many kills there are, and what their moments are chosen by |
//! | `UPDATE_SCREENSHOT` | `1` to write `docs/screenshot.png` |

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Returns the repository's folder.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the folder of the page's release build.
pub(crate) fn dist() -> PathBuf {
    let dist =
        env::var_os("GLOSSATOR_DIST").map_or_else(|| repository().join("dist"), PathBuf::from);
    let index = dist.join("index.html");
    assert!(
        index.exists(),
        "{} is missing; `cargo xtask dist` makes it",
        index.display()
    );
    dist
}

/// Returns the program of axe-core, which finds barriers in pages.
pub(crate) fn axe() -> String {
    let path = env::var_os("GLOSSATOR_AXE").map_or_else(
        || repository().join("target/tools/npm/node_modules/axe-core/axe.min.js"),
        PathBuf::from,
    );
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

/// Returns the article to open: the real one where it is at hand, else one of the same shape.
pub(crate) fn article() -> PathBuf {
    let real = env::var_os("GLOSSATOR_ARTICLE").map_or_else(
        || repository().join("../shared/articles/vostochny.txt"),
        PathBuf::from,
    );
    let path = if real.exists() {
        real
    } else {
        input("text/report.txt")
    };
    path.canonicalize()
        .unwrap_or_else(|error| panic!("cannot find {}: {error}", path.display()))
}

/// Returns a file of `tests/inputs`.
pub(crate) fn input(name: &str) -> PathBuf {
    repository().join("tests/inputs").join(name)
}

/// Returns the folder of documents that are exported for other programs to read.
pub(crate) fn exports() -> Option<PathBuf> {
    env::var_os("GLOSSATOR_EXPORTS").map(PathBuf::from)
}

/// Returns what is measured, and the file for what comes of it.
pub(crate) fn bench() -> Option<(String, PathBuf)> {
    let cells = env::var("GLOSSATOR_BENCH_CELLS").ok()?;
    let results = env::var_os("GLOSSATOR_BENCH_RESULTS")?;
    Some((cells, results.into()))
}

/// Whether the picture of the README is to be made anew.
pub(crate) fn updates_screenshot() -> bool {
    env::var("UPDATE_SCREENSHOT").is_ok_and(|it| it == "1")
}
