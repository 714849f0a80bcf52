//! A text of so many screens that the page has it in sections.

use crate::harness::for_each_engine;

#[test]
fn a_text_of_many_screens_is_drawn_tagged_and_selected_wherever_it_is_looked_at() {
    for_each_engine(|person| {
        person.open_page();
        person.run(
            "return (async () => {
            const lines = Array.from({ length: 1600 }, (_, i) => `Line ${i} names Ada and a garden.`);
            window.text = lines.join('\\n');
            await window.glossator.open({ name: 'long.txt', text: window.text });
            let at = 0;
            const mentions = lines.map((line) => {
                const start = at + line.indexOf('Ada');
                at += line.length + 1;
                return { start, end: start + 3, label: 'Person' };
            });
            await window.glossator.addMentions(mentions);
            })()",
            &[],
        );
        let n_sections: usize =
            person.ask("return document.querySelectorAll('#article > .section').length");
        assert!(n_sections > 4, "{n_sections} sections");

        // What is asleep has its text and no marks.
        let is_drawn = "const { left, width, top, height } = document.querySelector('main').getBoundingClientRect();
            const seen = Array.from({ length: 20 }, (_, i) => document.elementFromPoint(left + width / 2, top + height * (i + 0.5) / 20));
            const blocks = seen.map((it) => it?.closest('.block')).filter((it) => it);
            return blocks.length > 3 && blocks.every((it) => it.querySelector('[data-mention]'))";
        let look = |what: &str| person.wait_until(what, || person.ask(is_drawn));
        look("the beginning is drawn");
        for place in [0.5, 0.93, 0.1, 0.0, 0.3, 1.0] {
            let scroll = format!(
                "const main = document.querySelector('main');
                main.scrollTop = (main.scrollHeight - main.clientHeight) * {place}"
            );
            person.run(&scroll, &[]);
            look(&format!("what is at {place} is drawn"));
        }

        person.tag("Line 1599", "3");
        person.wait_until("it is tagged at the end", || {
            person.quotes().iter().any(|it| it == "Line 1599")
        });
        person.press("Ctrl+Home");
        let is_at_top = "return document.querySelector('main').scrollTop < innerHeight";
        person.wait_until("the caret is at the beginning", || person.ask(is_at_top));
        look("the beginning is drawn once more");
        // The list is as long as ever with a group more, and a row goes to what was not on the screen for long.
        let go = "const panel = document.querySelector('.side-panel');
            panel.scrollTop = panel.scrollHeight * 0.5";
        person.run(go, &[]);
        let is_row = "const { left, top, height } = document.querySelector('.side-panel').getBoundingClientRect();
            window.row = document.elementFromPoint(left + 60, top + height / 2).closest('.mention-row');
            return !!window.row";
        person.wait_until("rows are drawn", || person.ask(is_row));
        person.run("window.row.click()", &[]);
        let is_seen = "const { top, bottom } = document.querySelector('#article [data-selected]')?.getBoundingClientRect() ?? { top: -1 };
            return top >= 0 && bottom <= innerHeight && document.querySelector('main').scrollTop > innerHeight * 5";
        person.wait_until("the mention is in the window", || person.ask(is_seen));
        look("what stands around it is drawn");
        person.press("Ctrl+A");
        let is_all = "return getSelection().toString().trim().split(/\\s*\\n\\s*/).join('\\n') === window.text";
        person.wait_until("all of the text is selected", || person.ask(is_all));
    });
}

#[test]
fn a_short_text_is_no_higher_than_it_is_after_a_long_one() {
    for_each_engine(|person| {
        person.open_page();
        let n_screens = "const main = document.querySelector('main');
            return main.scrollHeight / main.clientHeight";
        person.show_text("long.txt", &"A line of a long text.\n".repeat(300));
        person.focus_article();
        person.press("Ctrl+End");
        person.wait_until("the caret is far below", || {
            person.ask::<f64>("return document.querySelector('main').scrollTop") > 5_000.0
        });
        person.show_text("short.txt", "Ada.");
        person.wait_until("a new text ends where it ends", || {
            person.ask::<f64>(n_screens) < 2.0
        });
        person.click_selector(".document:nth-of-type(2) .document-name");
        person.wait_until("the long one is back", || {
            person.ask::<f64>(n_screens) > 5.0
        });
        person.focus_article();
        person.press("Ctrl+End");
        person.wait_until("the caret is far below", || {
            person.ask::<f64>("return document.querySelector('main').scrollTop") > 5_000.0
        });
        person.click_selector(".document:nth-of-type(3) .document-name");
        person.wait_until("a text that was there ends where it ends", || {
            person.ask::<f64>(n_screens) < 2.0
        });
    });
}
