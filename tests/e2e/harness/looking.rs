//! Looks at the page as a whole: pictures of it, and barriers in it.

use std::fs;

use serde_json::Value;

use super::engine::Engine;
use super::person::Person;
use super::setup;

impl Person {
    /// Chooses a theme.
    #[track_caller]
    pub(crate) fn choose_theme(&self, theme: &str) {
        self.browser()
            .choose_option("select[aria-label=Theme]", theme);
    }

    /// Chooses what a drag takes.
    #[track_caller]
    pub(crate) fn choose_unit(&self, name: &str) {
        self.browser().choose_option(".footer select", name);
        self.wait_for_answer();
    }

    /// Keeps a picture of the page under `target/screenshots`.
    pub(crate) fn take_screenshot(&self, name: &str) {
        let folder = setup::repository()
            .join("target/screenshots")
            .join(self.engine.to_string());
        let path = folder.join(name.replace(' ', "-")).with_extension("png");
        fs::create_dir_all(folder).expect("a folder for pictures");
        fs::write(path, self.picture()).expect("a picture");
    }

    /// Returns a picture of the page, as PNG.
    pub(crate) fn picture(&self) -> Vec<u8> {
        self.browser().screenshot()
    }

    /// Makes the window's inside so many CSS pixels large.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.browser().resize(width, height);
        let size = Value::from(vec![width, height]);
        self.wait_until(&format!("the window is {width} × {height}"), || {
            self.run("return [innerWidth, innerHeight]", &[]) == size
        });
    }

    /// Fails where axe-core finds a barrier in what is shown.
    #[track_caller]
    pub(crate) fn check_access(&self, state: &str) {
        // axe-core looks at colors as they are, so passing ones are waited for.
        self.run("return page.stillness()", &[]);
        let script = format!(
            "{}\nreturn axe.run(document, {{ resultTypes: ['violations'] }}).then((it) => it.violations.flatMap(
                (rule) => rule.nodes.map((node) => `${{rule.id}}: ${{rule.help}}: ${{node.html}}: ${{node.failureSummary}}`)))",
            setup::axe(),
        );
        let barriers: Vec<String> =
            serde_json::from_value(self.browser().run_alone(&script)).expect("a list of barriers");
        assert!(barriers.is_empty(), "{state}:\n{}", barriers.join("\n"));
    }

    /// Fails where something is cut off, out of the window, or over something else.
    #[track_caller]
    pub(crate) fn check_layout(&self, state: &str) {
        let faults: Vec<String> = self.ask("return page.layoutFaults()");
        assert!(faults.is_empty(), "{state}:\n{}", faults.join("\n"));
    }

    /// Fails where something that can be tapped is smaller than a fingertip.
    #[track_caller]
    pub(crate) fn check_targets(&self, state: &str) {
        let small: Vec<String> = self.ask("return page.smallTargets()");
        assert!(small.is_empty(), "{state}:\n{}", small.join("\n"));
    }

    /// Returns where each character of the article stands: from the left and the top of the article, its width
    /// and its height.
    pub(crate) fn characters(&self) -> Vec<[f64; 4]> {
        self.ask("return page.characters()")
    }

    /// Fails where a character of the article is not where it was.
    ///
    /// Firefox takes the height of a character from the fonts around it, so the middle of the line counts, to a pixel
    /// or two. WebKit sets the text on each side of an edge by itself, without the fraction of a pixel by which the
    /// last letter before it and the first one after it would be drawn together, and tells some places in whole
    /// pixels.
    #[track_caller]
    pub(crate) fn check_unmoved(&self, before: &[[f64; 4]], state: &str) {
        let (tolerance, of_middle) = match self.engine {
            Engine::Chromium => (0.1, 0.1),
            Engine::Firefox => (0.1, 2.0),
            Engine::WebKit => (1.0, 1.0),
        };
        let is_moved = |(a, b): &(&[f64; 4], &[f64; 4])| {
            let differs = |idx: usize| (a[idx] - b[idx]).abs() > tolerance;
            let middle = |it: &[f64; 4]| it[1] + it[3] / 2.0;
            differs(0) || differs(2) || (middle(a) - middle(b)).abs() > of_middle
        };
        let after = self.characters();
        assert_eq!(
            before.len(),
            after.len(),
            "{state}: there are more characters or fewer"
        );
        let moved: Vec<_> = before.iter().zip(&after).filter(is_moved).collect();
        assert!(moved.is_empty(), "{state}: characters move: {moved:?}");
    }
}
