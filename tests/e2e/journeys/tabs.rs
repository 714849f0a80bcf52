//! Two tabs with the same work.

use super::story;
use crate::harness::for_each_engine;

#[test]
fn a_tab_whose_work_was_opened_in_another_saves_no_more_and_says_so() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_for_quotes(&["London"]);
        person.wait_until("there is a copy", || {
            let stored = person.stored_document(story::NAME);
            stored.is_some_and(|it| it.mentions.len() == 1)
        });

        // What another tab does when it opens the work.
        let take_over = "return new Promise((resolve, reject) => {
            const request = indexedDB.open('glossator');
            request.onerror = reject;
            request.onsuccess = () => {
                const transaction = request.result.transaction('meta', 'readwrite');
                const meta = transaction.objectStore('meta');
                meta.get('epoch').onsuccess = (event) => meta.put(event.target.result + 1, 'epoch');
                transaction.oncomplete = () => resolve(true);
            };
        })";
        assert_eq!(person.run(take_over, &[]), true);
        person.tag("Ada Lovelace", "1");
        person.wait_until("it is told", || {
            person.saving().contains("another tab has opened the work")
        });
        let is_rejected = "return glossator.saved().then(() => false, () => true)";
        assert_eq!(person.run(is_rejected, &[]), true);

        // What the other tab has stays.
        let stored = person.stored_document(story::NAME).expect("the story");
        assert_eq!(stored.mentions.len(), 1);
    });
}
