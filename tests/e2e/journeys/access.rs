//! The page for everybody: axe-core finds no barrier in any state.

use super::story;
use crate::harness::for_each_engine;

#[test]
fn no_state_of_the_page_has_a_barrier() {
    for_each_engine(|person| {
        person.open_page();
        person.check_access("first start");
        person.show_text(story::NAME, story::STORY);
        person.tag("Ada Lovelace met Charles", "4");
        person.tag("Charles Babbage", "1");
        person.tag("London", "3");
        person.check_access("mentions");

        for theme in ["Light", "Dark"] {
            person.choose_theme(theme);

            person.drag_over("Turin");
            person.wait_for("dialog", "Label");
            person.check_access(&format!("{theme}: the palette"));
            person.type_text("nothing has this name");
            person.check_access(&format!("{theme}: the palette without a choice"));
            person.press("Esc");
            person.wait_until_gone("dialog", "Label");

            person.click_on("London");
            person.wait_for("toolbar", "Mention");
            person.check_access(&format!("{theme}: a mention selected"));
            person.press("Esc");

            person.click("button", "Download");
            person.wait_until("the menu is open", || !person.names("menuitem").is_empty());
            person.check_access(&format!("{theme}: the menu of downloads"));
            person.press("Esc");
            person.wait_until("the menu is closed", || person.names("menuitem").is_empty());

            person.click("tab", "Labels");
            person.check_access(&format!("{theme}: the labels"));
            person.click("tab", "Mentions");

            person.click("button", "Paste text…");
            person.wait_for("dialog", "Paste text");
            person.check_access(&format!("{theme}: the dialog for pasting"));
            person.click("button", "Cancel");
            person.wait_until_gone("dialog", "Paste text");

            person.focus_article();
            person.press("Shift+?");
            person.wait_for("dialog", "Keys");
            person.check_access(&format!("{theme}: the dialog of keys"));
            person.take_screenshot(&format!("keys {theme}"));
            person.press("Esc");
            person.wait_until_gone("dialog", "Keys");

            person.press("Ctrl+K");
            person.wait_for("dialog", "Commands");
            person.check_access(&format!("{theme}: the commands"));
            person.take_screenshot(&format!("commands {theme}"));
            person.press("Esc");
            person.wait_until_gone("dialog", "Commands");

            person.click("tab", "Labels");
            person.click("button", "Change labels…");
            person.wait_for("dialog", "Labels");
            person.check_access(&format!("{theme}: the dialog of labels"));
            person.take_screenshot(&format!("labels {theme}"));
            person.press("Esc");
            person.wait_until_gone("dialog", "Labels");
            person.click("tab", "Mentions");

            person.open_files(&[("paper.pdf", b"%PDF-1.7")]);
            person.wait_for_alert(&["paper.pdf"]);
            person.check_access(&format!("{theme}: a message"));
            person.click("button", "Dismiss");
        }
    });
}
