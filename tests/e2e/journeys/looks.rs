//! How the page looks: dark and light, wide and narrow, zoomed.

use std::fs;

use super::story;
use crate::harness::{
    Contrast, Person, Settings, alone_in_chromium, for_each_browser, for_each_browser_with, setup,
};

#[test]
fn nothing_overlaps_or_is_cut_off_from_wide_to_tablet() {
    for_each_browser(|person| {
        story::open(person);
        tag_some(person);
        for (width, height) in [(1440, 900), (1024, 768), (768, 1024)] {
            person.resize(width, height);
            person.wait_for_answer();
            person.check_layout(&format!("{width} × {height}"));
            person.drag_over("Turin");
            person.wait_for("dialog", "Label");
            person.check_layout(&format!("{width} × {height}, palette"));
            person.take_screenshot(&format!("at {width} pixels"));
            person.press("Esc");
            person.wait_until_gone("dialog", "Label");
        }
    });
}

#[test]
fn the_page_can_be_zoomed_to_twice_its_size() {
    let settings = Settings {
        zoom: 2,
        size: (720, 450),
        ..Settings::default()
    };
    for_each_browser_with(&settings, |person| {
        story::open(person);
        tag_some(person);
        person.check_layout("zoomed");
        person.check_access("zoomed");
        person.take_screenshot("zoomed");
    });
}

#[test]
fn a_narrow_screen_has_its_panels_as_sheets() {
    let settings = Settings {
        zoom: 2,
        size: (390, 844),
        ..Settings::default()
    };
    for_each_browser_with(&settings, |person| {
        story::open(person);
        tag_some(person);
        person.check_layout("narrow");
        person.wait_until_saved();
        let is_whole = "const status = document.querySelector('[role=status]');
            return status.scrollWidth <= status.clientWidth && status.clientWidth > 0";
        assert!(
            person.ask::<bool>(is_whole),
            "whether the work is safe is cut off"
        );
        person.check_access("narrow");
        person.check_targets("narrow");
        person.take_screenshot("narrow");

        person.drag_over("Turin");
        person.wait_for("dialog", "Label");
        person.check_layout("narrow, palette");
        person.check_targets("narrow, palette");
        person.take_screenshot("narrow palette");
        person.press("Esc");
        person.wait_until_gone("dialog", "Label");

        let is_shown =
            |content: &str| person.ask::<bool>(&format!("return page.isOnTop({content:?})"));
        for (panel, content) in [
            ("Documents", "[data-document]"),
            ("Mentions", ".mention-row"),
            ("Labels", "[role=tab][aria-selected=true]"),
        ] {
            assert!(
                !is_shown(content),
                "{panel} is there before it is asked for"
            );
            person.click("button", panel);
            person.wait_until(&format!("{panel} is shown"), || is_shown(content));
            person.check_layout(&format!("narrow, {panel}"));
            person.check_access(&format!("narrow, {panel}"));
            person.check_targets(&format!("narrow, {panel}"));
            person.take_screenshot(&format!("narrow {panel}"));
            person.press("Esc");
            person.wait_until(&format!("{panel} is gone"), || !is_shown(content));
        }

        person.click("button", "Download");
        person.wait_until("the menu is open", || !person.names("menuitem").is_empty());
        check_within(person, "narrow, the menu");
        person.check_targets("narrow, the menu");
        person.press("Esc");
        person.wait_until("the menu is closed", || person.names("menuitem").is_empty());
        for (command, dialog) in [
            ("all keys", "Keys"),
            ("labels: ", "Labels"),
            ("storage", "Storage"),
            ("versions", "Versions"),
        ] {
            person.press("Ctrl+K");
            person.wait_for("dialog", "Commands");
            person.check_targets("narrow, the commands");
            person.type_text(command);
            person.press("Enter");
            person.wait_for("dialog", dialog);
            check_within(person, &format!("narrow, {dialog}"));
            person.check_targets(&format!("narrow, {dialog}"));
            person.take_screenshot(&format!("narrow {dialog} dialog"));
            person.press("Esc");
            person.wait_until_gone("dialog", dialog);
        }

        // From the list to the text: the sheet makes room.
        person.click("button", "Mentions");
        person.wait_until("the list is shown", || is_shown(".mention-row"));
        person.click_row("London");
        person.wait_for_selected("London");
        person.wait_until("the sheet is gone", || !is_shown(".mention-row"));
        person.check_layout("narrow, a mention selected");

        // What is opened is shown, and not the sheet over it.
        person.click("button", "Documents");
        person.wait_until("the documents are shown", || is_shown("[data-document]"));
        person.show_text("other.txt", "Grace Hopper found a moth.");
        person.wait_until("the sheet is gone", || !is_shown("[data-document]"));
    });
}

#[test]
fn a_dark_system_makes_the_page_dark() {
    let settings = Settings {
        is_dark: true,
        ..Settings::default()
    };
    for_each_browser_with(&settings, |person| {
        story::open(person);
        tag_some(person);
        assert!(is_dark(person), "the page is light");
        person.check_access("dark");
        person.take_screenshot("dark");
        person.drag_over("Turin");
        person.wait_for("dialog", "Label");
        person.check_access("dark, palette");
    });
}

#[test]
fn a_system_that_asks_for_contrast_or_forces_its_colors_gets_them() {
    let systems = [
        (Contrast::More, false),
        (Contrast::More, true),
        (Contrast::Forced, false),
    ];
    for (contrast, is_dark) in systems {
        let settings = Settings {
            is_dark,
            contrast,
            ..Settings::default()
        };
        for_each_browser_with(&settings, |person| {
            let state = format!("{contrast:?} {}", if is_dark { "dark" } else { "light" });
            story::open(person);
            let query = match contrast {
                Contrast::Forced => "(forced-colors: active)",
                Contrast::More | Contrast::Usual => "(prefers-contrast: more)",
            };
            let is_asked: bool = person.ask(&format!("return matchMedia('{query}').matches"));
            assert!(is_asked, "{state}: the browser does not ask for it");
            tag_some(person);
            person.click_on("London");
            person.wait_for("toolbar", "Mention");
            person.check_access(&state);
            person.take_screenshot(&state);
            if contrast == Contrast::Forced {
                // Chromium paints the text itself, whatever is behind it, as axe-core cannot know.
                let colors: Vec<String> = person.ask(
                    "return [page.article(), ...page.article().querySelectorAll('mark')].map((it) => getComputedStyle(it).color)",
                );
                let (text, marks) = colors.split_first().expect("the article has a color");
                assert!(marks.iter().all(|it| it == text), "{state}: {colors:?}");
            }
            person.press("Esc");
            person.drag_over("Turin");
            person.wait_for("dialog", "Label");
            person.check_access(&format!("{state}, palette"));
            person.take_screenshot(&format!("{state} palette"));
        });
    }
}

#[test]
fn the_theme_is_chosen_and_remembered() {
    for_each_browser(|person| {
        story::open(person);
        assert!(!is_dark(person), "the page is dark in a light system");
        for (theme, expects_dark) in [
            ("Dark", true),
            ("Light", false),
            ("Dark", true),
            ("System", false),
            ("Dark", true),
        ] {
            person.choose_theme(theme);
            person.wait_until(&format!("{theme} is in force"), || {
                is_dark(person) == expects_dark
            });
        }
        person.wait_until_saved();
        person.reload();
        person.wait_until("the theme is as it was", || is_dark(person));
    });
}

#[test]
fn the_picture_of_the_readme_is_made() {
    if !setup::updates_screenshot() {
        println!("skipped: UPDATE_SCREENSHOT=1 makes docs/screenshot.png");
        return;
    }
    alone_in_chromium(|person| {
        person.open_page();
        for (quote, key) in README {
            if person.document().text.contains(quote) {
                person.tag(quote, key);
            }
        }
        person.run("page.article().closest('main, body').scrollTo(0, 0)", &[]);
        person.wait_until_saved();
        person.drag_over("Budapest");
        person.wait_for("dialog", "Label");
        let picture = person.picture();
        let path = setup::repository().join("docs/screenshot.png");
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder docs");
        fs::write(path, picture).expect("the picture");
    });
}

/// What is tagged for the picture of the README, where the built-in article has it.
const README: [(&str, &str); 9] = [
    ("Russian President Vladimir Putin", "1"),
    ("Vladimir Putin", "1"),
    ("Kim Jong-Un", "1"),
    ("Kim Jong Un", "1"),
    ("Vostochny Cosmodrome", "3"),
    ("Amur", "3"),
    ("Hungary", "3"),
    ("Sergey Lavrov", "1"),
    ("Kremlin", "2"),
];

#[track_caller]
fn tag_some(person: &Person) {
    person.tag("Ada Lovelace met Charles", "4");
    person.tag("Charles Babbage", "1");
    person.tag("London", "3");
    person.tag("Analytical Engine", "6");
    person.wait_for_quotes(&[
        "Ada Lovelace met Charles",
        "Charles Babbage",
        "London",
        "Analytical Engine",
    ]);
}

/// Fails where something is cut off or out of the window; what is scrolled out of sight may lie over something else.
#[track_caller]
fn check_within(person: &Person, state: &str) {
    let faults: Vec<String> =
        person.ask("return page.layoutFaults().filter((it) => !it.endsWith('overlap'))");
    assert!(faults.is_empty(), "{state}:\n{}", faults.join("\n"));
}

/// Whether the page is darker behind its text than the text itself.
fn is_dark(person: &Person) -> bool {
    person.ask("return page.isDark()")
}
