//! How long the main thread of a page has computed; Chromium alone tells.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use super::person::Person;

/// A command of the browser's tools for developers, which its driver passes on.
#[derive(Debug)]
struct Command {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.name, "params": self.parameters });
        (Method::POST, Some(body.to_string()))
    }
}

impl Person {
    /// Has the browser count how long the main thread computes, whatever else the machine does.
    pub(crate) fn count_cpu(&self) {
        self.command("Performance.enable", json!({ "timeDomain": "threadTicks" }));
    }

    /// Returns how long the main thread has computed, in milliseconds.
    #[track_caller]
    pub(crate) fn cpu(&self) -> f64 {
        let told = self.command("Performance.getMetrics", json!({}));
        let metrics = told["metrics"].as_array().expect("a list of metrics");
        let tasks = metrics.iter().find(|it| it["name"] == "TaskDuration");
        let seconds = tasks.and_then(|it| it["value"].as_f64());
        seconds.expect("the duration of tasks") * 1000.0
    }

    #[track_caller]
    fn command(&self, name: &'static str, parameters: Value) -> Value {
        self.browser().issue(Command { name, parameters })
    }
}
