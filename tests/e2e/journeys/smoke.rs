//! The main job in one breath: tag by mouse and key, find it stored, come back to it.

use crate::harness::for_each_engine;

#[test]
fn a_tag_is_stored_and_comes_back() {
    for_each_engine(|person| {
        person.open_page();
        person.drag_over("Vladimir Putin");
        person.press("1");
        let is_drawn = "return document.querySelector('#article [data-mention]')?.textContent";
        person.wait_until("the mention is drawn", || {
            person.run(is_drawn, &[]) == "Vladimir Putin"
        });
        let is_stored = "return Object.entries({ ...localStorage }).some(([key, value]) =>
            key.startsWith('glossator:document:') && value.includes('\"quote\":\"Vladimir Putin\"'))";
        person.wait_until("the mention is stored", || {
            person.run(is_stored, &[]) == true
        });
        person.reload();
        person.wait_until("the mention is back", || {
            person.run(is_drawn, &[]) == "Vladimir Putin"
        });
    });
}
