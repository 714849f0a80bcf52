//! How long the first start takes, beside a page without a program.

use std::fs;

use serde_json::Value;

use crate::harness::{Person, alone_in_chromium, setup};

/// Notes when the article can be read, and when the program has drawn it: when all of its text is laid out, in
/// milliseconds after the page was asked for.
const CLOCK: &str = include_str!("clock.js");

/// How many times each page is started; of both, the middle one counts.
const N_STARTS: usize = 15;

#[test]
fn the_first_start_takes_less_than_twice_the_time_of_a_static_page() {
    alone_in_chromium(|person| {
        person.open_page();
        let length = person
            .blocks()
            .iter()
            .map(|it| it.text.encode_utf16().count())
            .sum::<usize>();
        let clock = CLOCK.replace("LENGTH", &length.to_string());
        person.server.set_prelude(&clock);
        let static_page = person.server.set_static_page(static_page(person));
        let app = person.server.page();

        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..N_STARTS {
            for (address, times) in [&static_page, &app].into_iter().zip(&mut times) {
                times.push(first_start(person, address));
            }
        }
        let [of_static, of_app] = times.map(|times| {
            let (readable, usable) = times.into_iter().unzip();
            (median(readable), median(usable))
        });
        let ratio = of_app.0 / of_static.0;
        println!(
            "first start: the article can be read after {:.1} ms, on a static page after {:.1} ms, ratio {ratio:.2}; \
            it can be tagged after {:.1} ms, ratio {:.2}",
            of_app.0,
            of_static.0,
            of_app.1,
            of_app.1 / of_static.0
        );
        assert!(
            ratio < 2.0,
            "the first start takes {ratio:.2} times that of a static page"
        );
    });
}

/// Returns a page that shows the same article with the same styles, and has no program but the clock.
fn static_page(person: &Person) -> String {
    let index = fs::read_to_string(setup::dist().join("index.html")).expect("index.html");
    let styles = index
        .split('<')
        .filter(|it| it.starts_with("link") && it.contains("stylesheet"));
    let styles: String = styles.map(|it| format!("<{it}")).collect();
    let article: String = person.ask("return page.article().outerHTML");
    format!(
        "<!doctype html><html lang=\"en\"><head><script src=\"prelude.js\"></script><meta charset=\"utf-8\">\
        <title>Static</title>{styles}</head><body>{article}</body></html>"
    )
}

/// Starts a page in a browser that has kept nothing, and returns the times until its article can be read and until
/// it can be tagged, in milliseconds.
#[track_caller]
fn first_start(person: &Person, address: &str) -> (f64, f64) {
    person.open_empty_page();
    person.run("localStorage.clear()", &[]);
    person.go_to(address);
    let mut times = Value::Null;
    person.wait_until("the article can be tagged", || {
        times = person.run("return [window.readable, window.usable]", &[]);
        !times[1].is_null()
    });
    let time = |idx: usize| times[idx].as_f64().expect("a time");
    (time(0), time(1))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
