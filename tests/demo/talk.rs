//! A conversation on the page: what people type, choose and press.

use serde_json::json;

use super::QUESTION;
use super::devtools::{Browser, Page};
use super::program::Demo;

/// The page of a new window; `None` where there is no browser.
async fn page<'b>(browser: &'b Browser, demo: &Demo) -> Page<'b> {
    browser.open(&demo.url(), 1280, 900).await
}

/// The text of the last message.
async fn last(page: &Page<'_>) -> String {
    page.text(".message-place:last-child").await
}

#[tokio::test]
async fn a_question_is_answered_and_its_buttons_work() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = page(&browser, &demo).await;
    page.click("#box").await;
    page.write(QUESTION).await;
    page.key("Enter").await;
    page.until("document.querySelectorAll('.message-place').length === 2").await;
    let answer = last(&page).await;
    for words in
        ["800,000 troops", "Emmanuel Macron", "paraphrase", "Sources", "APP", "Show context"]
    {
        assert!(answer.contains(words), "{words} is missing in {answer}");
    }
    assert_eq!(page.text(".message-place:last-child blockquote strong").await, "800,000 troops");
    page.press("Show context").await;
    page.until("document.querySelectorAll('.message-place').length === 3").await;
    let context = last(&page).await;
    assert!(context.contains("SHA-256") && context.contains("Only you can see this"), "{context}");
    page.press("Dismiss message").await;
    page.until("document.querySelectorAll('.message-place').length === 2").await;
    page.press("Show JSON").await;
    let shown = page.text("dialog pre").await;
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(shown["embeds"][0]["author"]["name"], QUESTION);
    page.key("Escape").await;
    page.until("document.querySelector('dialog') === null").await;
    page.press("Helpful").await;
    page.until("document.querySelectorAll('.message-place').length === 3").await;
    page.press("Dismiss message").await;
    page.press("Delete").await;
    page.until("document.querySelectorAll('.message-place').length === 1").await;
    assert_eq!(browser.errors(), Vec::<String>::new());
}

#[tokio::test]
async fn commands_and_choices_are_offered_while_one_types() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = page(&browser, &demo).await;
    page.click("#box").await;
    page.write("/").await;
    page.until("document.querySelectorAll('[role=option]').length > 8").await;
    let first = page.text("[role=option]").await;
    assert!(first.contains("/ask") && first.contains("Answers a question"), "{first}");
    page.write("whos").await;
    page.until(
        "document.querySelector('[role=option] .option-name')?.innerText.startsWith('/whosaid')",
    )
    .await;
    page.key("Tab").await;
    page.until("document.activeElement.id === 'option-quote'").await;
    // What is needed is asked for.
    page.key("Enter").await;
    page.until("document.querySelector('[role=alert]').innerText.includes('required')").await;
    page.write("we need 900,000 soldiers").await;
    page.press_mouse(
        "[...document.querySelectorAll('.add')].find((b) => b.innerText.includes('speaker'))",
        "left",
    )
    .await;
    page.write("Starm").await;
    page.until("document.querySelector('.list:not([hidden]) [role=option]')?.innerText.includes('Keir Starmer')").await;
    page.key("Enter").await;
    assert_eq!(page.eval("document.querySelector('#option-speaker').value").await, "Keir Starmer");
    page.key("Enter").await;
    page.until("document.querySelectorAll('.message-place').length === 1").await;
    assert!(last(&page).await.contains("used /whosaid"));
    // A command that is written out is understood, too.
    page.write("/compare troops").await;
    page.until("document.querySelector('#option-topic')?.value === 'troops'").await;
    page.key("Escape").await;
    page.key("Escape").await;
    page.write("/quotes Star").await;
    page.until("document.querySelector('.list:not([hidden]) [role=option]')?.innerText.includes('Keir Starmer')").await;
    page.key("Enter").await;
    page.key("Enter").await;
    page.until("document.querySelectorAll('.message-place').length === 2").await;
    let first_page = last(&page).await;
    page.press("Show more").await;
    page.until("document.querySelector('.message-place:last-child').innerText.includes('Go back')")
        .await;
    assert_ne!(last(&page).await, first_page);
    assert_eq!(page.count().await, 2, "the message turned its page");
    assert_eq!(browser.errors(), Vec::<String>::new());
}

#[tokio::test]
async fn replies_edits_and_checks_of_messages() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = page(&browser, &demo).await;
    page.click("#box").await;
    page.write("Starmer said: “Putin is not showing that he is ready for peace.”").await;
    page.key("Enter").await;
    page.until("document.querySelectorAll('.message-place').length === 2").await;
    // The menu of the first message.
    page.press_mouse("document.querySelector('.message .content')", "right").await;
    page.until("document.activeElement.getAttribute('role') === 'menuitem'").await;
    page.press_mouse("[...document.querySelectorAll('[role=menuitem]')].find((i) => i.innerText === 'Check quotes')", "left").await;
    page.until("document.querySelectorAll('.message-place').length === 3").await;
    let checked = last(&page).await;
    assert!(
        checked.contains("Keir Starmer") && checked.contains("Only you can see this"),
        "{checked}"
    );
    // An edit within a minute changes the answer.
    page.eval("document.querySelector('#box').focus()").await;
    page.key("ArrowUp").await;
    page.until("document.querySelector('.about')?.innerText.includes('Editing')").await;
    page.eval("document.querySelector('#box').select()").await;
    page.write(QUESTION).await;
    page.key("Enter").await;
    page.until("document.querySelectorAll('.message-place')[1].innerText.includes('800,000')")
        .await;
    // A reply goes on from the answer.
    page.press_mouse(
        "document.querySelectorAll('.message-place')[1].querySelector('.more')",
        "left",
    )
    .await;
    page.press_mouse(
        "[...document.querySelectorAll('[role=menuitem]')].find((i) => i.innerText === 'Reply')",
        "left",
    )
    .await;
    page.until("document.querySelector('.about')?.innerText.includes('Replying to verbatim')")
        .await;
    page.write("who said that?").await;
    page.key("Enter").await;
    page.until("document.querySelectorAll('.message-place').length === 5").await;
    assert!(last(&page).await.contains("Macron"), "{}", last(&page).await);
    assert_eq!(browser.errors(), Vec::<String>::new());
}

/// What takes longer than a second is put off and comes later, as in Discord. That the server tells of it is tested there.
#[tokio::test]
async fn what_comes_later_takes_the_place_of_thinking() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = page(&browser, &demo).await;
    let catch = "const Real = EventSource; window.EventSource = class extends Real { constructor(url) { super(url); window.events = this; } };";
    page.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": catch})).await;
    page.go(&demo.url()).await;
    let ask = "(async (answer) => { const real = window.fetch; window.fetch = async (_, given) => { window.sent = JSON.parse(given.body); \
               return answer(); }; const c = await import('/channel.js'); await c.command({id: '1', name: 'ask'}, []); window.fetch = \
               real; })";
    page.eval(&format!(
        "{ask}(() => new Response(JSON.stringify({{type: 5, data: {{flags: 64}}}})))"
    ))
    .await;
    assert!(last(&page).await.contains("verbatim is thinking"), "{}", last(&page).await);
    assert_eq!(page.eval("document.querySelector('.private') !== null").await, json!(true));
    let tell = "events.dispatchEvent(new MessageEvent('message', {data: JSON.stringify({event: 'edit_reply', token: sent.token, message: \
                {embeds: [{description: '**Here** it is.'}]}})}))";
    page.eval(tell).await;
    let later = last(&page).await;
    assert!(later.contains("Here it is.") && !later.contains("thinking"), "{later}");
    assert!(later.contains("Only you can see this"), "who sees it was settled before: {later}");
    // A request that nobody answers is said to have no answer.
    page.eval(&format!("{ask}(() => Promise.reject())")).await;
    assert!(last(&page).await.contains("did not respond"));
    assert_eq!(browser.errors(), Vec::<String>::new());
}

#[tokio::test]
async fn every_example_can_be_pressed() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = page(&browser, &demo).await;
    let examples = page
        .eval("document.querySelectorAll('#examples button').length")
        .await
        .as_u64()
        .expect("a number");
    assert!(examples >= 7, "{examples}");
    for number in 0..examples {
        let before = page.count().await;
        page.press_mouse(
            &format!("document.querySelectorAll('#examples button')[{number}]"),
            "left",
        )
        .await;
        page.until(&format!("document.querySelectorAll('.message-place').length > {before} && document.querySelector('.message-place:last-child .embed')")).await;
    }
    assert_eq!(browser.errors(), Vec::<String>::new());
}

/// Nothing moves that somebody did not move, and the first paint is told (not judged: machines differ).
#[tokio::test]
async fn nothing_shifts() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    for width in [360, 1440] {
        let page = browser.open(&demo.url(), width, 800).await;
        let watch = "new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) sum \
                     += e.value; }).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300); })";
        assert_eq!(page.eval(watch).await, json!(0), "at {width}");
        page.eval(&format!("import('/channel.js').then((c) => c.write({QUESTION:?}))")).await;
        page.until("document.querySelector('.embed')").await;
        assert_eq!(page.eval(watch).await, json!(0), "at {width}, with an answer");
        let wide = page.eval("document.documentElement.scrollWidth").await;
        assert!(wide.as_u64().is_some_and(|wide| wide <= u64::from(width)), "{wide} at {width}");
        // The first page of a browser that has just started has the browser's own time in it.
        let paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";
        let first = page.eval(paint).await;
        page.go(&demo.url()).await;
        let again = page.eval(paint).await;
        eprintln!("first contentful paint at {width}: {first} ms, again {again} ms");
    }
}
