//! [`Engine`]: a browser that journeys run in.

use std::{env, fmt};

use serde_json::{Map, Value, json};

use super::person::{Contrast, Settings};
use super::profile::Profile;

/// A browser that journeys run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium, driven by chromedriver.
    Chromium,
    /// Firefox, driven by geckodriver.
    Firefox,
    /// WebKit in the smallest browser that has it, driven by WebKitWebDriver.
    ///
    /// Driven, it keeps nothing, downloads nothing and cannot be set up.
    WebKit,
}

/// Root may not use the sandbox, and what a browser does in the background disturbs journeys.
const CHROMIUM_FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// How long a page may take to load and a script to run, in milliseconds.
const LIMIT: u32 = 20_000;

impl Engine {
    /// All engines, in the order in which a journey goes through them.
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Those of browsers that keep what they are given.
    pub(crate) const WHOLE: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// Returns where the engine's driver listens; `None` where there is none.
    pub(crate) fn driver(self) -> Option<String> {
        let variable = match self {
            Self::Chromium => "WEBDRIVER_CHROMIUM",
            Self::Firefox => "WEBDRIVER_FIREFOX",
            Self::WebKit => "WEBDRIVER_WEBKIT",
        };
        env::var(variable).ok().filter(|it| !it.is_empty())
    }

    /// Returns what a session is started with.
    pub(crate) fn capabilities(self, settings: &Settings, profile: &Profile) -> Map<String, Value> {
        let timeouts = json!({ "pageLoad": LIMIT, "script": LIMIT });
        let mut capabilities = Map::from_iter([("timeouts".to_owned(), timeouts)]);
        let (name, mut options, binary) = match self {
            Self::Chromium => (
                "goog:chromeOptions",
                chromium(settings, profile),
                "CHROMIUM_BINARY",
            ),
            Self::Firefox => (
                "moz:firefoxOptions",
                firefox(settings, profile),
                "FIREFOX_BINARY",
            ),
            // Its driver knows the browser that it came with.
            Self::WebKit => return capabilities,
        };
        if let Ok(binary) = env::var(binary) {
            options.insert("binary".to_owned(), binary.into());
        }
        capabilities.insert(name.to_owned(), options.into());
        capabilities
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

fn chromium(settings: &Settings, profile: &Profile) -> Map<String, Value> {
    let mut flags: Vec<String> = CHROMIUM_FLAGS.map(str::to_owned).to_vec();
    flags.push(format!("--user-data-dir={}", profile.data().display()));
    flags.push(format!("--force-device-scale-factor={}", settings.zoom));
    let contrast = match settings.contrast {
        Contrast::Usual => "",
        Contrast::More => ",preferredContrast=0",
        Contrast::Forced => ",inForcedColors=true",
    };
    flags.push(format!(
        "--blink-settings=preferredColorScheme={}{contrast}",
        u8::from(!settings.is_dark)
    ));
    let preferences = json!({
        "download.default_directory": profile.downloads(),
        "download.prompt_for_download": false,
    });
    Map::from_iter([
        ("args".to_owned(), flags.into()),
        ("prefs".to_owned(), preferences),
    ])
}

fn firefox(settings: &Settings, profile: &Profile) -> Map<String, Value> {
    let arguments = json!(["-headless", "-profile", profile.data()]);
    let preferences = json!({
        "browser.download.dir": profile.downloads(),
        "browser.download.folderList": 2,
        "browser.helperApps.neverAsk.saveToDisk": "application/json",
        "layout.css.devPixelsPerPx": settings.zoom.to_string(),
        "layout.css.prefers-color-scheme.content-override": u8::from(!settings.is_dark),
        // That of the system, unless colors are forced.
        "ui.useAccessibilityTheme": u8::from(settings.contrast == Contrast::More),
        // The page's own colors, or those of the system.
        "browser.display.document_color_use": if settings.contrast == Contrast::Forced { 2 } else { 1 },
        // Nothing but the page itself is to be asked for anything.
        // Has Firefox read the style sheet of its own window from the profile.
        "toolkit.legacyUserProfileCustomizations.stylesheets": true,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
    });
    Map::from_iter([
        ("args".to_owned(), arguments),
        ("prefs".to_owned(), preferences),
    ])
}
