//! [`Server`]: a static host that serves the page under a sub-path and remembers what it was asked for.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fs, thread};

use super::setup;

/// Where the page is: not at the root, since it must work from any path.
const FOLDER: &str = "/some/where/";

/// A page that is empty, to look at storage from without starting the app.
const BLANK: &str = "blank.html";

/// A script that runs before the app's own.
const PRELUDE: &str = "prelude.js";

/// Tells the browser to report what it asks other hosts for, and to load it all the same.
const POLICY: &str =
    "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob: data:; report-uri /report";

/// Serves the page until the tests end.
pub(crate) struct Server {
    address: SocketAddr,
    site: Arc<Mutex<Site>>,
}

/// What is served, and what was asked for.
struct Site {
    dist: PathBuf,
    prelude: String,
    static_page: String,
    headers: String,
    changes: Vec<(String, Change)>,
    asked: Vec<Asked>,
}

/// What becomes of a file on the way.
pub(crate) type Change = fn(Vec<u8>) -> Vec<u8>;

/// A request that was answered.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The path that was asked for.
    pub(crate) path: String,
    /// Whether it was found.
    pub(crate) is_found: bool,
}

impl Server {
    /// Serves `dist` on a free port of this machine.
    pub(crate) fn start(dist: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("no free port to serve from");
        let address = listener.local_addr().expect("the server has an address");
        let site = Site {
            dist,
            prelude: String::new(),
            static_page: String::new(),
            headers: String::new(),
            changes: Vec::new(),
            asked: Vec::new(),
        };
        let site = Arc::new(Mutex::new(site));
        let served = Arc::clone(&site);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let site = Arc::clone(&served);
                // A browser that went away needs no answer.
                thread::spawn(move || drop(serve(&connection, &site)));
            }
        });
        Self { address, site }
    }

    /// Returns the address of the page.
    pub(crate) fn page(&self) -> String {
        format!("http://{}{FOLDER}", self.address)
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

    /// Sends the headers of Trunk.toml with everything from now on, as a host should.
    pub(crate) fn send_headers(&self) {
        let config = fs::read_to_string(setup::repository().join("Trunk.toml"));
        let config = config.expect("Trunk.toml");
        let (_, headers) = config
            .split_once("[serve.headers]\n")
            .expect("the headers stand at the end of Trunk.toml");
        lock(&self.site).headers = headers
            .lines()
            .map(|it| {
                it.replacen(" = \"", ": ", 1)
                    .trim_end_matches('"')
                    .to_owned()
                    + "\r\n"
            })
            .collect();
    }

    /// Sends the headers with the policy as it was before the page had workers.
    pub(crate) fn send_older_headers(&self) {
        self.send_headers();
        let headers = &mut lock(&self.site).headers;
        let before = headers.clone();
        *headers = before
            .replace("worker-src blob:", "worker-src 'self'")
            .replace("trusted-types glossator", "trusted-types 'none'");
        assert_ne!(*headers, before);
    }

    /// Changes the files whose names begin and end so before they are sent.
    pub(crate) fn change(&self, start: &str, end: &str, change: Change) {
        let name = format!("{start}*{end}");
        lock(&self.site).changes.push((name, change));
    }

    /// Sends all files as they are again.
    pub(crate) fn change_nothing(&self) {
        lock(&self.site).changes.clear();
    }

    /// Returns everything that was asked for, in order.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        lock(&self.site).asked.clone()
    }
}

fn lock(site: &Mutex<Site>) -> MutexGuard<'_, Site> {
    site.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers the requests of a connection until the browser closes it.
fn serve(mut connection: &TcpStream, site: &Mutex<Site>) -> io::Result<()> {
    // The end of an answer shall not wait until its beginning has come.
    connection.set_nodelay(true)?;
    let mut requests = BufReader::new(connection);
    while let Some(path) = read_request(&mut requests)? {
        let (status, body) = match lock(site).ask(&path) {
            Some(body) => ("200 OK", body),
            None => ("404 Not Found", Vec::new()),
        };
        let (kind, length) = (content_type(&path), body.len());
        let headers = lock(site).headers.clone();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
            Cache-Control: no-store\r\nContent-Security-Policy-Report-Only: {POLICY}\r\n{headers}\r\n"
        );
        connection.write_all(&[head.as_bytes(), &body].concat())?;
    }
    Ok(())
}

/// Reads a request and returns its path without its query; `None` where there is no more.
fn read_request(connection: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut head = String::new();
    // The head ends with an empty line.
    while connection.read_line(&mut head)? > "\r\n".len() {}
    let length = head
        .lines()
        .filter_map(|it| it.split_once(": "))
        .find(|it| it.0.eq_ignore_ascii_case("content-length"));
    let n_body = length.and_then(|it| it.1.parse().ok()).unwrap_or_default();
    // What a browser reports is not read: that it reports is enough.
    io::copy(&mut connection.take(n_body), &mut io::sink())?;
    Ok(head.split([' ', '?']).nth(1).map(str::to_owned))
}

impl Site {
    fn ask(&mut self, path: &str) -> Option<Vec<u8>> {
        let content = path.strip_prefix(FOLDER).and_then(|it| self.content(it));
        self.asked.push(Asked {
            path: path.to_owned(),
            is_found: content.is_some(),
        });
        content
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
            _ => {
                let content = fs::read(self.dist.join(path)).ok()?;
                let is_of = |name: &str| {
                    let (start, end) = name.split_once('*').unwrap_or_default();
                    path.starts_with(start) && path.ends_with(end)
                };
                let change = self.changes.iter().find(|it| is_of(&it.0));
                Some(change.map_or(content.clone(), |it| it.1(content)))
            }
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

fn content_type(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|it| it.to_str()) {
        None | Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("png") => "image/png",
        Some(_) => "application/octet-stream",
    }
}
