//! [`Browser`]: a session of a real browser, driven call by call.
//!
//! The driver's client is asynchronous; a journey is not, so every call here waits for its answer.

use std::sync::{Mutex, MutexGuard, PoisonError};

use fantoccini::actions::ActionSequence;
use fantoccini::error::CmdError;
use fantoccini::wd::{WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value};
use tokio::runtime::{self, Runtime};

use super::engine::Engine;

/// Geckodriver has one session at a time, so journeys through Firefox take turns.
static FIREFOX: Mutex<()> = Mutex::new(());

/// So does WebKitWebDriver.
static WEBKIT: Mutex<()> = Mutex::new(());

/// Functions that scripts may call, in an object named `page`.
const PAGE: &str = include_str!("page.js");

/// A tab of a browser.
#[derive(Clone, Debug)]
pub(crate) struct Tab(WindowHandle);

/// The time in which nobody else has a session of an engine.
pub(super) type Turn = Option<MutexGuard<'static, ()>>;

/// A session of a browser; it ends with this value.
pub(crate) struct Browser {
    runtime: Runtime,
    client: Option<Client>,
}

/// Waits until an engine's driver has no other session, where it has one at a time; nothing where it may have many.
pub(super) fn turn(engine: Engine) -> Turn {
    let turns = match engine {
        Engine::Chromium => None,
        Engine::Firefox => Some(&FIREFOX),
        Engine::WebKit => Some(&WEBKIT),
    };
    turns.map(|it| it.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Browser {
    /// Starts a browser; it is the engine's [`turn`].
    pub(crate) fn start(engine: Engine, capabilities: Map<String, Value>) -> Self {
        let driver = engine
            .driver()
            .expect("journeys without a driver are skipped");
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime for the driver's client");
        let client = runtime.block_on(
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities)
                .connect(&driver),
        );
        let client = client.unwrap_or_else(|error| panic!("cannot start {engine}: {error}"));
        Self {
            runtime,
            client: Some(client),
        }
    }

    /// Opens an empty tab in the place of all that are open.
    pub(super) fn close_pages(&self) -> Result<(), CmdError> {
        self.runtime.block_on(async {
            let client = self.client();
            client.release_actions().await?;
            let tabs = client.windows().await?;
            let empty = client.new_window(true).await?.handle;
            for tab in tabs {
                client.switch_to_window(tab).await?;
                client.close_window().await?;
            }
            client.switch_to_window(empty).await
        })
    }

    /// Goes to an address and waits until it is loaded.
    #[track_caller]
    pub(crate) fn go_to(&self, address: &str) {
        self.wait(self.client().goto(address));
    }

    /// Goes to an address that takes the page with it; that no answer comes is expected.
    pub(crate) fn go_and_never_arrive(&self, address: &str) {
        drop(self.runtime.block_on(self.client().goto(address)));
    }

    /// Opens a tab and goes on in it.
    pub(crate) fn open_tab(&self) -> Tab {
        let opened = self.wait(self.client().new_window(true));
        self.wait(self.client().switch_to_window(opened.handle.clone()));
        Tab(opened.handle)
    }

    /// Returns the tab that is looked at.
    pub(crate) fn tab(&self) -> Tab {
        Tab(self.wait(self.client().window()))
    }

    /// Goes on in another tab.
    pub(crate) fn switch_to(&self, tab: &Tab) {
        self.wait(self.client().switch_to_window(tab.0.clone()));
    }

    /// Closes the tab that is looked at, and goes on in another one.
    pub(crate) fn close_tab(&self, next: &Tab) {
        self.wait(self.client().close_window());
        self.switch_to(next);
    }

    /// Goes back to the page before.
    pub(crate) fn go_back(&self) {
        self.wait(self.client().back());
    }

    /// Loads the page anew.
    pub(crate) fn reload(&self) {
        self.wait(self.client().refresh());
    }

    /// Runs a script, and waits for the promise if it returns one.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, arguments: &[Value]) -> Value {
        let script = format!("const page = {PAGE};\n{script}");
        self.wait(self.client().execute(&script, arguments.to_vec()))
    }

    /// Runs a script that stands alone, with nothing put before it.
    pub(crate) fn run_alone(&self, script: &str) -> Value {
        self.wait(self.client().execute(script, Vec::new()))
    }

    /// Issues a command that not every driver knows.
    #[track_caller]
    pub(crate) fn issue(&self, command: impl WebDriverCompatibleCommand + Send + 'static) -> Value {
        self.wait(self.client().issue_cmd(command))
    }

    /// Moves the mouse or presses keys.
    #[track_caller]
    pub(crate) fn act(&self, sequences: Vec<ActionSequence>) {
        self.wait(self.client().perform_actions(sequences));
    }

    /// Lets go of all keys and buttons; what was pressed before counts no more.
    pub(crate) fn let_go(&self) {
        self.wait(self.client().release_actions());
    }

    /// Chooses files in a file chooser that a selector finds.
    #[track_caller]
    pub(crate) fn choose_files(&self, selector: &str, paths: &str) {
        let input = self.wait(self.client().find(Locator::Css(selector)));
        self.wait(input.send_keys(paths));
    }

    /// Chooses an option, by its value, of a list that a selector finds.
    #[track_caller]
    pub(crate) fn choose_option(&self, selector: &str, value: &str) {
        let list = self.wait(self.client().find(Locator::Css(selector)));
        self.wait(list.select_by_value(value));
    }

    /// Makes the window's inside so many CSS pixels large.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let n_above = self.run("return outerHeight - innerHeight", &[]);
        let n_above = n_above.as_u64().and_then(|it| it.try_into().ok());
        let height = height + n_above.unwrap_or(0);
        self.wait(self.client().set_window_size(width, height));
    }

    /// Takes a picture of what the window shows, as PNG.
    pub(crate) fn screenshot(&self) -> Vec<u8> {
        self.wait(self.client().screenshot())
    }

    fn client(&self) -> &Client {
        self.client
            .as_ref()
            .expect("a session lasts as long as its browser")
    }

    #[track_caller]
    fn wait<T>(&self, answer: impl Future<Output = Result<T, CmdError>>) -> T {
        // Not `unwrap_or_else`, which would name its own closure as the place of the failure.
        match self.runtime.block_on(answer) {
            Ok(answer) => answer,
            Err(error) => panic!("the browser refused: {error}"),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // A browser that died cannot be closed; the journey has failed already.
            drop(self.runtime.block_on(client.close()));
        }
    }
}
