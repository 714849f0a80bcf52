//! How long gestures take.

use std::collections::BTreeMap;

use crate::harness::{Person, Point, alone_in_chromium};

/// From an event to the frame after it, in milliseconds.
const LIMIT: f64 = 50.0;

/// How many times as long as a bare paragraph a gesture may take where the machine is too slow, or too busy, for that.
const RATIO: f64 = 1.3;

/// Notes for each event how long it is until the next frame has been drawn, and does the same with a bare paragraph of
/// 3,000 words, each of which is an element.
const MEASURE: &str = "window.times = [];
    const note = (type) => {
        const begun = performance.now();
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => window.times.push([type, performance.now() - begun]);
            port2.postMessage(null);
        });
    };
    for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mousemove', 'mouseup', 'keydown']) {
        addEventListener(type, () => note(type), { capture: true });
    }
    window.drawBare = () => {
        note('bare');
        const bare = document.createElement('p');
        Object.assign(bare.style, { position: 'fixed', inset: '0', margin: '0', background: 'white', font: '12px sans-serif' });
        for (let n = 0; n < 3000; n++) {
            const word = document.createElement('span');
            word.textContent = `word${n % 97} `;
            bare.append(word);
        }
        document.body.append(bare);
        return page.frames(2).then(() => bare.remove());
    }";

/// Lets a person make a gesture five times, and returns how long the slowest of its events took where that took the
/// least: what else the machine does disturbs now this one, now that.
fn time(person: &Person, gesture: impl Fn(&Person)) -> f64 {
    let once = || {
        person.run("window.times = []", &[]);
        gesture(person);
        person.wait_for_answer();
        let times: Vec<(String, f64)> = person.ask("return window.times");
        assert!(!times.is_empty(), "nothing was measured");
        let mut n_of_type = BTreeMap::new();
        let number = |(event, time): (String, f64)| {
            let n: &mut u32 = n_of_type.entry(event.clone()).or_default();
            *n += 1;
            ((event, *n), time)
        };
        times.into_iter().map(number).collect::<BTreeMap<_, f64>>()
    };
    let mut least = once();
    for times in (1..5).map(|_| once()) {
        // Moves of the mouse in one frame are one event or several.
        least.retain(|event, _| times.contains_key(event));
        for (event, time) in &mut least {
            *time = time.min(times[event]);
        }
    }
    assert!(!least.is_empty(), "no event came each time");
    least.into_values().fold(0.0, f64::max)
}

#[test]
fn no_gesture_takes_more_than_50_ms_with_500_mentions() {
    alone_in_chromium(|person| {
        person.open_page();
        let add = "const { text } = window.glossator.document();
            const words = [...text.matchAll(/[A-Za-z]{3,}/g)].map((it) => it.index).filter((it) => it < text.length - 30);
            const labels = ['Person', 'Place', 'Event', 'Date', 'Work'];
            const mentions = Array.from({ length: 500 }, (_, i) =>
                ({ start: words[i % words.length], end: Math.min(words[i % words.length] + 3 + (i % 11), text.length - 9), label: labels[i % 5] }));
            return window.glossator.addMentions(mentions)";
        person.run(add, &[]);
        person.wait_for_answer();
        let n: usize = person.ask("return window.glossator.document().mentions.length");
        assert!(n >= 400, "there are {n} mentions only");
        person.run(MEASURE, &[]);
        let text: String =
            person.ask("return page.blocks().map((it) => it.text).find((it) => it.length > 200)");
        let passage: String = text.chars().skip(40).take(60).collect();
        let passage = passage.trim();
        let draw_bare = |it: &Person| drop(it.run("return window.drawBare()", &[]));
        let bare = time(person, draw_bare);
        let mut times = BTreeMap::new();
        let mut note = |name: &'static str, gesture: &dyn Fn(&Person)| {
            times.insert(name, time(person, gesture));
        };
        note("drag", &|it| it.drag_over(passage));
        note("key tags", &|it| {
            it.drag_over(passage);
            it.press("6");
            it.press("Ctrl+Z");
        });
        note("click on a mention", &|it| it.click_on(passage));
        note("handle", &|it| {
            it.press("N");
            let held = it.handle("end");
            let x = held.x + 60.0;
            it.drag(held, Point { x, ..held });
            it.press("Ctrl+Z");
        });
        note("walk", &|it| it.press_times(3, "N"));
        note("adjust", &|it| {
            it.press("N");
            it.press("E");
            it.press_times(3, "Shift+Right");
            it.press("Esc");
        });
        println!("from an event to the next frame with {n} mentions, in ms: {times:.1?}");
        println!("the same with a bare paragraph: {bare:.1}");
        let limit = LIMIT.max(RATIO * bare);
        let slow: Vec<_> = times.iter().filter(|(_, it)| **it > limit).collect();
        assert!(slow.is_empty(), "more than {limit:.1} ms: {slow:?}");
    });
}
