//! Rules of the repository that no compiler checks.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails where a value is missing")]

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the files below a folder with an ending, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        ending,
        &mut found,
    );
    assert!(!found.is_empty(), "{folder} holds no .{ending} file");
    found.sort();
    found
}

/// Asserts that no file of a folder holds one of the words.
fn check_absent(folder: &str, words: &[&str], why: &str) {
    for path in files(folder, "rs") {
        let code = fs::read_to_string(&path).unwrap();
        for word in words {
            assert!(
                !code.contains(word),
                "{} holds {word:?}: {why}",
                path.display()
            );
        }
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn the_core_knows_no_browser() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/core/Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap();
    for name in ["yew", "web-sys", "js-sys", "wasm-bindgen", "gloo"] {
        assert!(!manifest.contains(name), "the core depends on {name}");
    }
}

#[test]
fn formats_and_storage_meet_in_the_model_alone() {
    check_absent(
        "crates/core/src/formats",
        &["crate::store", "crate::edit::Session"],
        "a format knows the model only",
    );
    check_absent(
        "crates/core/src/model",
        &["crate::edit", "crate::formats", "crate::store"],
        "the model knows no other layer",
    );
    check_absent(
        "crates/core/src/segment",
        &["crate::model", "crate::edit"],
        "segments know the text only",
    );
}

#[test]
fn the_adapters_of_the_browser_know_no_component_and_not_each_other() {
    let why = "an adapter is called from outside";
    check_absent(
        "src/browser",
        &[
            "crate::ui",
            "crate::store::",
            "crate::hooks",
            "crate::browser",
        ],
        why,
    );
}

#[test]
fn nothing_reaches_the_page_as_markup() {
    for folder in ["src", "crates/core/src"] {
        let words = [
            "from_html_unchecked",
            "inner_html",
            "insert_adjacent_html",
            "eval(",
        ];
        check_absent(folder, &words, "what comes from outside is text");
    }
}

#[test]
fn every_stylesheet_belongs_to_a_component() {
    let components: Vec<String> = files("src/ui", "rs").iter().map(|it| stem(it)).collect();
    for path in files("styles", "css") {
        let name = stem(&path);
        let is_shared = matches!(name.as_str(), "tokens" | "base" | "dialogs" | "stopped");
        assert!(
            is_shared || components.contains(&name),
            "no component is called {name}"
        );
    }
}

#[test]
fn colors_are_literals_in_one_stylesheet_alone() {
    for path in files("styles", "css")
        .iter()
        .filter(|it| stem(it) != "tokens")
    {
        for line in fs::read_to_string(path).unwrap().lines() {
            assert!(
                !line.contains('#') || line.contains("url(#"),
                "{}: {line}",
                path.display()
            );
        }
    }
}
