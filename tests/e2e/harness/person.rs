//! [`Person`]: somebody in front of a browser. Their verbs stand in the files beside this one.

use std::cell::Cell;
use std::time::Duration;

use serde_json::Value;

use super::browser::{self, Browser, Turn};
use super::engine::Engine;
use super::idle::{self, Idle};
use super::pace::{self, PATIENCE};
use super::profile::Profile;
use super::server::Server;
use super::setup;

/// How a person has set up the browser.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Whether the system is dark.
    pub(crate) is_dark: bool,
    /// The colors that the system asks for.
    pub(crate) contrast: Contrast,
    /// How many device pixels a CSS pixel has.
    pub(crate) zoom: u8,
    /// The window's inside, in CSS pixels.
    pub(crate) size: (u32, u32),
}

/// The colors that a system asks pages for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contrast {
    /// Those of the page.
    Usual,
    /// Those of the page, farther apart.
    More,
    /// Its own few ones.
    Forced,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            is_dark: false,
            contrast: Contrast::Usual,
            zoom: 1,
            size: (1440, 900),
        }
    }
}

impl Settings {
    /// Whether a browser that is set up like this can be used in journeys that ask for nothing special.
    fn can_share(&self) -> bool {
        let usual = Self::default();
        (self.is_dark, self.contrast, self.zoom) == (usual.is_dark, usual.contrast, usual.zoom)
    }
}

/// Somebody in front of a browser that has never seen the page, and a host that serves it.
pub(crate) struct Person {
    /// The browser's engine.
    pub(crate) engine: Engine,
    /// The host of the page.
    pub(crate) server: Server,
    settings: Settings,
    /// How often the mouse was pressed.
    pub(super) n_presses: Cell<u32>,
    // The browser ends before its profile is removed: fields are dropped in this order.
    browser: Option<Browser>,
    profile: Profile,
    _turn: Turn,
}

impl Person {
    /// Starts a browser that never ran before.
    pub(crate) fn new(engine: Engine, settings: &Settings) -> Self {
        Self::with(engine, settings, browser::turn(engine), None)
    }

    /// Takes a browser that another journey has left, or starts one where there is none.
    pub(crate) fn next(engine: Engine, settings: &Settings) -> Self {
        let turn = browser::turn(engine);
        // One that is set up otherwise ends here: it may be the only one that its driver can have.
        let idle = idle::take(engine).filter(|_| settings.can_share());
        Self::with(engine, settings, turn, idle)
    }

    fn with(engine: Engine, settings: &Settings, turn: Turn, idle: Option<Idle>) -> Self {
        let (browser, profile) = match idle {
            Some(Idle {
                browser, profile, ..
            }) => (Some(browser), profile),
            None => (None, Profile::new()),
        };
        let mut person = Self {
            engine,
            server: Server::start(setup::dist()),
            settings: settings.clone(),
            n_presses: Cell::new(0),
            browser,
            profile,
            _turn: turn,
        };
        let (width, height) = settings.size;
        match &person.browser {
            Some(browser) => browser.resize(width, height),
            None => person.restart_browser(),
        }
        person
    }

    /// Leaves the browser to the next journey, if it is one that others can use.
    pub(crate) fn leave(self) {
        // WebKit starts in no time.
        let can_share = self.settings.can_share() && self.engine != Engine::WebKit;
        if let Some(browser) = self.browser.filter(|_| can_share) {
            idle::leave(self.engine, browser, self.profile);
        }
    }

    /// Opens the page and waits until a document is on the screen.
    pub(crate) fn open_page(&self) {
        self.browser().go_to(&self.server.page());
        self.wait_for_document();
    }

    /// Opens the page where its program is not expected to run.
    pub(crate) fn open_page_without_program(&self) {
        self.browser().go_to(&self.server.page());
    }

    /// Goes to an address of the host.
    pub(crate) fn go_to(&self, address: &str) {
        self.browser().go_to(address);
    }

    /// Opens the page without waiting for more than that it is loaded.
    pub(crate) fn open_empty_page(&self) {
        self.browser().go_to(&self.server.blank_page());
    }

    /// Loads the page anew and waits until a document is on the screen.
    pub(crate) fn reload(&self) {
        self.browser().reload();
        self.wait_for_document();
    }

    /// Closes the browser and starts it again, with all that it has kept.
    pub(crate) fn restart_browser(&mut self) {
        // The one before ends first: Firefox is there once.
        self.browser = None;
        let capabilities = self.engine.capabilities(&self.settings, &self.profile);
        let browser = Browser::start(self.engine, capabilities);
        let (width, height) = self.settings.size;
        browser.resize(width, height);
        self.browser = Some(browser);
    }

    /// Kills the browser with all its processes at once, as a crash of the machine would.
    pub(crate) fn kill_browser(&mut self) {
        self.profile.kill_all();
        self.browser = None;
    }

    /// Closes the browser.
    pub(crate) fn close_browser(&mut self) {
        self.browser = None;
    }

    /// Asks the browser to end by a signal, and waits until all its processes have.
    pub(crate) fn end_browser(&mut self, signal: &str) {
        self.profile.signal(signal);
        self.browser = None;
    }

    /// Has the process that shows the page crash.
    pub(crate) fn crash_page(&self) {
        let address = match self.engine {
            Engine::Chromium => "chrome://crash",
            Engine::Firefox => "about:crashcontent",
            Engine::WebKit => panic!("it is not known how to crash {}", self.engine),
        };
        self.browser().go_and_never_arrive(address);
    }

    /// Goes to another browser, which has never seen the page.
    pub(crate) fn change_browser(&mut self) {
        self.browser = None;
        self.profile = Profile::new();
        self.restart_browser();
    }

    /// Gives the article the focus, as Tab would.
    pub(crate) fn focus_article(&self) {
        self.run("page.article().focus({ preventScroll: true })", &[]);
    }

    /// Runs a script, which finds the functions of `page.js` in `page`.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.browser().run(script, arguments)
    }

    /// Waits until something is so, and fails where it does not come to be.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, is_so: impl FnMut() -> bool) {
        self.wait_within(PATIENCE, what, is_so);
    }

    /// Waits until something is so, and fails where it does not come to be within a limit.
    #[track_caller]
    pub(crate) fn wait_within(&self, limit: Duration, what: &str, mut is_so: impl FnMut() -> bool) {
        let came = pace::look_until(limit, || is_so().then_some(()));
        assert!(came.is_some(), "waited in vain until {what}");
    }

    /// Gives something the time to come to be; whether it did is for the caller to say.
    pub(super) fn look_briefly(&self, mut is_so: impl FnMut() -> bool) {
        pace::look_until(PATIENCE, || is_so().then_some(()));
    }

    /// Waits until the page has answered to what was done, whether or not it shows.
    ///
    /// Two frames are enough: what a gesture causes is drawn in the next one.
    pub(crate) fn wait_for_answer(&self) {
        self.run("return page.frames(2)", &[]);
    }

    fn wait_for_document(&self) {
        self.wait_until("the page has its script interface", || {
            self.run("return Boolean(window.glossator?.state)", &[]) == true
        });
        self.run(
            "return window.glossator.ready.then(() => page.frames(1))",
            &[],
        );
    }

    pub(crate) fn browser(&self) -> &Browser {
        self.browser.as_ref().expect("the browser runs")
    }

    /// Takes another browser, which is yet to be started.
    pub(super) fn take(&mut self, profile: Profile) {
        self.profile = profile;
    }

    pub(super) fn profile(&self) -> &Profile {
        &self.profile
    }
}
