//! [`Server`]: a static host that serves the page under a sub-path and remembers what it was asked for.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Request, Response};

/// Where the page is: not at the root, since it must work from any path.
const FOLDER: &str = "/some/where/";

/// A page that is empty, to look at storage from without starting the app.
const BLANK: &str = "blank.html";

/// A script that runs before the app's own.
const PRELUDE: &str = "prelude.js";

/// Tells the browser to report what it asks other hosts for, and to load it all the same.
const POLICY: &str =
    "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob: data:; report-uri /report";

/// Serves the page until it is dropped.
pub(crate) struct Server {
    http: Arc<tiny_http::Server>,
    site: Arc<Mutex<Site>>,
    thread: Option<JoinHandle<()>>,
}

/// What is served, and what was asked for.
struct Site {
    dist: PathBuf,
    prelude: String,
    static_page: String,
    asked: Vec<Asked>,
}

/// A request that was answered.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The path that was asked for.
    pub(crate) path: String,
    /// Whether it was found.
    pub(crate) is_found: bool,
}

type Answer = Response<Cursor<Vec<u8>>>;

impl Server {
    /// Serves `dist` on a free port of this machine.
    pub(crate) fn start(dist: PathBuf) -> Self {
        let http = tiny_http::Server::http("127.0.0.1:0").expect("no free port to serve from");
        let http = Arc::new(http);
        let site = Site {
            dist,
            prelude: String::new(),
            static_page: String::new(),
            asked: Vec::new(),
        };
        let site = Arc::new(Mutex::new(site));
        let thread = {
            let (http, site) = (Arc::clone(&http), Arc::clone(&site));
            thread::spawn(move || {
                for request in http.incoming_requests() {
                    let answer = lock(&site).answer(&request);
                    // A browser that went away needs no answer.
                    drop(request.respond(answer));
                }
            })
        };
        Self {
            http,
            site,
            thread: Some(thread),
        }
    }

    /// Returns the address of the page.
    pub(crate) fn page(&self) -> String {
        format!("http://{}{FOLDER}", self.http.server_addr())
    }

    /// Returns the address of an empty page of the same origin.
    pub(crate) fn blank_page(&self) -> String {
        format!("{}{BLANK}", self.page())
    }

    /// Runs a script before the app's own whenever the page is loaded from now on.
    pub(crate) fn set_prelude(&self, script: &str) {
        lock(&self.site).prelude = script.to_owned();
    }

    /// Serves a page without a program, and returns its address.
    pub(crate) fn set_static_page(&self, html: String) -> String {
        lock(&self.site).static_page = html;
        format!("{}static.html", self.page())
    }

    /// Returns everything that was asked for, in order.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        lock(&self.site).asked.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.http.unblock();
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn lock(site: &Mutex<Site>) -> MutexGuard<'_, Site> {
    site.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Site {
    fn answer(&mut self, request: &Request) -> Answer {
        let path = request.url().split('?').next().unwrap_or_default();
        let content = path.strip_prefix(FOLDER).and_then(|it| self.content(it));
        self.asked.push(Asked {
            path: path.to_owned(),
            is_found: content.is_some(),
        });
        match content {
            Some(content) => Response::from_data(content)
                .with_header(header("Content-Type", content_type(path)))
                .with_header(header("Cache-Control", "no-store"))
                .with_header(header("Content-Security-Policy-Report-Only", POLICY)),
            None => Response::from_data("not found").with_status_code(404),
        }
    }

    /// Returns what stands under a path within the folder.
    fn content(&self, path: &str) -> Option<Vec<u8>> {
        match path {
            BLANK => Some("<!doctype html><title>Blank</title>".into()),
            PRELUDE => Some(self.prelude.clone().into()),
            "static.html" => Some(self.static_page.clone().into()),
            "" | "index.html" => {
                let index = fs::read_to_string(self.dist.join("index.html")).ok()?;
                Some(self.with_prelude(&index).into())
            }
            _ if path.split('/').any(|it| it == "..") => None,
            _ => fs::read(self.dist.join(path)).ok(),
        }
    }

    fn with_prelude(&self, index: &str) -> String {
        if self.prelude.is_empty() {
            return index.to_owned();
        }
        assert!(index.contains("<head>"), "index.html has no <head>");
        index.replacen(
            "<head>",
            &format!("<head><script src=\"{PRELUDE}\"></script>"),
            1,
        )
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("a valid header")
}

fn content_type(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|it| it.to_str()) {
        None | Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some(_) => "application/octet-stream",
    }
}
