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

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
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
    // In `html!` a style is an attribute; `Element::style` of the object model is not.
    check_absent("src/ui", &["style="], "the policy of the page ignores it");
    for path in files("page", "js") {
        let code = fs::read_to_string(&path).unwrap();
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "DOMParser",
            ".style",
        ] {
            assert!(!code.contains(word), "{} holds {word:?}", path.display());
        }
    }
}

#[test]
fn the_page_has_no_script_or_style_within_it() {
    let page = read("index.html");
    for element in page.split('<').skip(1) {
        let tag = element.split('>').next().unwrap_or_default();
        assert!(
            !tag.starts_with("script") || tag.contains(" src="),
            "<{tag}>"
        );
        let has_handler = tag
            .split_whitespace()
            .any(|it| it.starts_with("on") && it.contains('='));
        let has_style = tag.starts_with("style") || tag.contains(" style=");
        assert!(!has_handler && !has_style, "<{tag}>");
    }
}

#[test]
fn one_policy_stands_in_the_page_in_the_headers_and_in_the_examples() {
    let page = read("index.html");
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
    let (_, policy_and_rest) = page.split_once("Policy\" content=\"").unwrap();
    let (in_page, _) = policy_and_rest.split_once('"').unwrap();
    assert!(in_page.starts_with(policy), "{in_page}");
    let complete = format!("{in_page}; frame-ancestors 'none'");
    for (file, n) in [("Trunk.toml", 1), ("docs/hosting.md", 4)] {
        let text = read(file);
        assert_eq!(text.matches(&complete).count(), n, "{file}");
        assert_eq!(text.matches(policy).count(), n, "{file} has another policy");
    }
    // The other headers, too, are those that the page is served with here.
    let (hosting, config) = (read("docs/hosting.md"), read("Trunk.toml"));
    let (_, headers) = config.split_once("[serve.headers]\n").unwrap();
    for line in headers.lines() {
        let (name, value) = line.split_once(" = ").unwrap();
        let is_it = |it: &&str| it.contains(name) && it.contains(value.trim_matches('"'));
        let n_found = hosting.lines().filter(is_it).count();
        assert!(n_found >= 4, "docs/hosting.md has another {name}");
    }
}

#[test]
fn every_stylesheet_belongs_to_a_component() {
    let components: Vec<String> = files("src/ui", "rs").iter().map(|it| stem(it)).collect();
    for path in files("styles", "css") {
        let name = stem(&path);
        let is_shared = matches!(
            name.as_str(),
            "tokens" | "base" | "block" | "dialogs" | "stopped"
        );
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

#[test]
fn every_gesture_is_shown_by_a_journey() {
    let journeys: Vec<String> = files("tests/e2e/journeys", "rs")
        .iter()
        .map(|it| fs::read_to_string(it).unwrap())
        .collect();
    let page = read("docs/gestures.md");
    let names = page.split('`').skip(1).step_by(2);
    let names: Vec<&str> = names
        .filter(|it| it.contains('_') && !it.contains('/'))
        .collect();
    assert!(names.len() > 40, "{} journeys are named", names.len());
    for name in names {
        let code = format!("#[test]\nfn {name}() {{");
        let is_there = journeys.iter().any(|it| it.contains(&code));
        assert!(is_there, "no journey is called {name}");
    }
    let rows = page.lines().filter(|it| it.starts_with("| "));
    let headings = ["| rule ", "| gesture "];
    for row in rows.filter(|row| !headings.iter().any(|it| row.starts_with(it))) {
        assert!(row.ends_with("` |"), "nothing shows: {row}");
    }
}

/// The rows of the table of what can be bad: number and the tests that show it, or what they wait for.
#[test]
fn every_bad_case_has_a_test_or_says_what_it_waits_for() {
    let code: Vec<String> = ["src", "crates/core/src", "crates/core/tests", "tests"]
        .iter()
        .flat_map(|it| files(it, "rs"))
        .map(|it| fs::read_to_string(it).unwrap())
        .collect();
    let table = read("docs/reliability.md");
    let mut n_rows = 0;
    for row in table.lines().filter_map(|it| it.strip_prefix("| ")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let Ok(number) = cells[0].parse::<usize>() else {
            continue;
        };
        n_rows += 1;
        assert_eq!(number, n_rows, "a row is missing before {row}");
        let shown_by = cells[3];
        let tests: Vec<&str> = shown_by.split('`').skip(1).step_by(2).collect();
        assert!(
            !tests.is_empty() || shown_by.contains("waits for "),
            "nothing shows {row}"
        );
        for test in tests {
            let is_there = |it: &String| it.contains(&format!("fn {test}("));
            assert!(
                code.iter().any(is_there),
                "row {number}: there is no test {test}"
            );
        }
    }
    assert_eq!(n_rows, 79);
}
