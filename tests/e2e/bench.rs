//! `cargo xtask bench` where no other harness is at hand: what the page costs the main thread, beside a bare one.
//!
//! `bench/floor.html` is the bare page, and `bench/measure.js` runs in both before their own scripts.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use crate::harness::{Engine, Person, Settings, setup};

/// How many mentions are added and deleted at each visit.
const N_EDITS: usize = 2;

/// The pages that are measured: their names, and what stands behind the address of the bare one.
const PAGES: [(&str, Option<&str>); 3] = [
    ("floor", Some("")),
    ("floor-lazy", Some("?lazy")),
    ("app", None),
];

/// What was measured of a page in a cell: CPU of the main thread in ms, by what was done.
type Measures = BTreeMap<&'static str, Vec<f64>>;

#[test]
fn the_page_is_measured_beside_a_bare_one() {
    let Some((cells, results)) = setup::bench() else {
        println!("skipped without GLOSSATOR_BENCH_CELLS");
        return;
    };
    let cells: Vec<Cell> = cells.split(',').map(Cell::parse).collect();
    let most = cells.iter().map(|it| it.n_repetitions).max();
    let mut measured: BTreeMap<&str, BTreeMap<&str, Measures>> = BTreeMap::new();
    // In turns, so that what else the machine does meets all alike.
    for n in 0..most.unwrap_or_default() {
        for cell in cells.iter().filter(|it| n < it.n_repetitions) {
            for (name, query) in PAGES {
                let of_page = measured.entry(name).or_default();
                let measures = of_page.entry(cell.key).or_default();
                Visit::new(cell, query).start_and_edit(measures);
                Visit::new(cell, query).load(measures);
                println!("{n} {} {name}: {measures:.1?}", cell.key);
            }
        }
    }
    let pages = measured
        .into_iter()
        .map(|(name, cells)| (name.to_owned(), json!({ "cells": cells })));
    let json = json!({ "results": Value::from_iter(pages) });
    fs::write(results, json.to_string()).expect("a file for what was measured");
}

/// How much is opened, and how often.
struct Cell<'a> {
    /// Its length and number of mentions, as `100k/1000`.
    key: &'a str,
    n_characters: u32,
    n_mentions: u32,
    n_repetitions: u32,
}

impl<'a> Cell<'a> {
    fn parse(word: &'a str) -> Self {
        let number = |it: &str| -> u32 { it.parse().expect("a number") };
        let (key, n_repetitions) = word.split_once('x').expect("a number of repetitions");
        let (size, n_mentions) = key.split_once('/').expect("a number of mentions");
        let (size, unit) = size.split_at(size.len() - 1);
        Self {
            key,
            n_characters: number(size) * if unit == "m" { 1_000_000 } else { 1_000 },
            n_mentions: number(n_mentions),
            n_repetitions: number(n_repetitions),
        }
    }
}

/// A browser that never ran before, at a page.
struct Visit<'a> {
    cell: &'a Cell<'a>,
    person: Person,
    address: String,
}

impl<'a> Visit<'a> {
    fn new(cell: &'a Cell<'a>, query: Option<&str>) -> Self {
        let settings = Settings {
            size: (1280, 800),
            ..Settings::default()
        };
        let person = Person::new(Engine::Chromium, &settings);
        person.server.set_prelude(include_str!("bench/measure.js"));
        let bare = person
            .server
            .set_static_page(include_str!("bench/floor.html").to_owned());
        let address = query.map_or_else(|| person.server.page(), |it| bare + it);
        // From now on the process is the one that the page will have.
        person.open_empty_page();
        person.count_cpu();
        Self {
            cell,
            person,
            address,
        }
    }

    /// Measures the first start with a text and its mentions on the screen, then adding and deleting single ones.
    fn start_and_edit(&self, measures: &mut Measures) {
        let Self { person, cell, .. } = self;
        self.measure(measures, "coldCpu", || self.open(cell.n_mentions));
        for n in 0..N_EDITS {
            person.drag_over(format!("Quillon{n}").as_str());
            self.run("rest()");
            self.run("note()");
            self.measure(measures, "addCpu", || {
                person.press("1");
                self.run("changed()");
            });
            self.run("rest()");
            self.run("note()");
            self.measure(measures, "delCpu", || self.run("remove()"));
        }
    }

    /// Measures loading all mentions into a text that is on the screen.
    fn load(&self, measures: &mut Measures) {
        self.open(0);
        self.run("rest()");
        self.measure(measures, "bulkCpu", || {
            self.run(&format!("load({})", self.cell.n_mentions));
        });
    }

    fn open(&self, n_mentions: u32) {
        self.person.go_to(&self.address);
        self.run(&format!("open({}, {n_mentions})", self.cell.n_characters));
    }

    /// Calls a function of `measure.js` and waits until what it does is drawn.
    fn run(&self, call: &str) {
        let script = format!("return bench.{call}");
        self.person.browser().run_alone(&script);
    }

    fn measure(&self, measures: &mut Measures, name: &'static str, work: impl FnOnce()) {
        let before = self.person.cpu();
        work();
        let times = measures.entry(name).or_default();
        times.push(self.person.cpu() - before);
    }
}
