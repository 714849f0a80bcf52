//! Looks at the page as a whole: pictures of it, and barriers in it.

use std::fs;

use serde_json::Value;

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
        let size = self.run("return [innerWidth, innerHeight]", &[]);
        assert_eq!(
            size,
            Value::from(vec![width, height]),
            "the window cannot be made so large"
        );
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

    /// Returns where each character of the article stands: from the left and the top of the article, its width
    /// and its height.
    pub(crate) fn characters(&self) -> Vec<[f64; 4]> {
        self.ask("return page.characters()")
    }
}
