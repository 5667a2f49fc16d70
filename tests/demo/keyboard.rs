//! The page by keyboard alone, and what an accessibility checker says of it.

use std::path::Path;

use serde_json::{Value, json};

use super::QUESTION;
use super::devtools::{Browser, Page};
use super::program::Demo;

/// What has the focus, in few words.
const FOCUSED: &str = "(() => { const e = document.activeElement; return `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''} \
                       ${(e.getAttribute('aria-label') ?? e.innerText ?? '').trim().slice(0, 30)}`.trim(); })()";

/// Presses Tab until what has the focus says this; what had it on the way.
async fn tab_to(page: &Page<'_>, words: &str) -> Vec<String> {
    let mut seen = vec![];
    for _ in 0..80 {
        page.key("Tab").await;
        let focused = page.eval(FOCUSED).await.as_str().unwrap_or_default().to_owned();
        let is_there = focused.contains(words);
        seen.push(focused);
        if is_there {
            return seen;
        }
    }
    panic!("{words} is never reached: {seen:?}");
}

/// Goes round the page once: every control that is seen is reached, and shows that it is.
async fn walk(page: &Page<'_>) {
    /// Other things that can have the focus: what scrolls, summaries, marks of the map.
    const OTHERS: usize = 20;
    let mark = "(() => { const seen = [...document.querySelectorAll('button, a[href], textarea, input, select')].filter((e) => \
                (e.checkVisibility() || e.className === 'skip') && !e.closest('[inert]') && e.tabIndex >= 0 && !e.disabled); \
                seen.forEach((e, n) => e.dataset.n = n); document.activeElement?.blur(); return seen.length; })()";
    let look = "(() => { const e = document.activeElement; const s = [e, e.closest('.box, .blank')].filter(Boolean).map((x) => \
                getComputedStyle(x)); const isMarked = e === document.body || s.some((s) => s.outlineStyle !== 'none' && \
                parseFloat(s.outlineWidth) > 0) || (e.closest('svg') && getComputedStyle(e.querySelector('.target')).stroke !== 'none'); return [e.dataset.n ?? '', isMarked]; })()";
    let all =
        page.eval(mark).await.as_u64().and_then(|all| usize::try_from(all).ok()).expect("a number");
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..all + OTHERS {
        page.key("Tab").await;
        let at = page.eval(look).await;
        assert_eq!(at[1], json!(true), "{} shows no focus", page.eval(FOCUSED).await);
        if at[0] != "" {
            reached.insert(at[0].to_string());
        }
        if reached.len() == all {
            return;
        }
    }
    panic!("{} of {all} controls are reached", reached.len());
}

#[tokio::test]
async fn everything_is_reached_by_keyboard() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = browser.open(&demo.url(), 1280, 900).await;
    assert_eq!(page.eval("document.activeElement.id").await, "box", "one can type at once");
    page.write(QUESTION).await;
    page.key("Enter").await;
    page.until("document.querySelectorAll('.message-place').length === 2").await;
    walk(&page).await;
    page.eval("import('/composer.js').then(() => { const box = document.querySelector('#box'); box.value = '/whosaid x'; \
               box.dispatchEvent(new Event('input')); })")
        .await;
    page.until("document.querySelector('.command')").await;
    walk(&page).await;
    for open in ["openRoom({document: '001_cd9e64f6467ca39f.txt'})", "openMap({})", "openCheck({})"]
    {
        page.eval(&format!("import('/room.js').then((r) => r.{open})")).await;
        page.until("document.querySelector('#room h3')").await;
        walk(&page).await;
    }
    assert_eq!(browser.errors(), Vec::<String>::new());
}

#[tokio::test]
async fn menus_dialogs_and_lists_work_by_keyboard() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = browser.open(&demo.url(), 1280, 900).await;
    page.write(QUESTION).await;
    page.key("Enter").await;
    page.until("document.querySelectorAll('.message-place').length === 2").await;
    // A button, its message’s menu, and the dialog, all without a mouse.
    page.eval("document.querySelector('#log').focus()").await;
    tab_to(&page, "Show context").await;
    page.key("Enter").await;
    page.until("document.querySelectorAll('.message-place').length === 3").await;
    page.eval("document.querySelector('.message-place .more').focus()").await;
    page.key("Enter").await;
    page.until("document.activeElement.innerText === 'Reply'").await;
    page.key("ArrowUp").await;
    page.until("document.activeElement.innerText === 'Check quotes'").await;
    page.key("ArrowUp").await;
    page.until("document.activeElement.innerText === 'Ask about this'").await;
    page.key("Home").await;
    page.until("document.activeElement.innerText === 'Reply'").await;
    page.key("Escape").await;
    page.until("document.querySelector('[role=menu]') === null && document.activeElement.className === 'more'").await;
    tab_to(&page, "Show JSON").await;
    page.key("Enter").await;
    page.until("document.querySelector('dialog')?.contains(document.activeElement)").await;
    page.key("Escape").await;
    page.until("document.querySelector('dialog') === null").await;
    // The command list, there and back.
    page.eval("document.querySelector('#box').focus()").await;
    page.write("/").await;
    page.until("document.querySelector('[role=option]')").await;
    page.key("ArrowUp").await;
    let is_last = "document.querySelector('[aria-selected=true]') === document.querySelector('[role=option]:last-child')";
    assert_eq!(page.eval(is_last).await, json!(true));
    let active = "document.getElementById(document.querySelector('#box').getAttribute('aria-activedescendant'))?.getAttribute('aria-selected')";
    assert_eq!(page.eval(active).await, "true");
    page.key("Escape").await;
    page.until("document.querySelector('.list').hidden").await;
    assert_eq!(browser.errors(), Vec::<String>::new());
}

/// Where `.ci/run` puts axe-core (`npm install`), unless `VERBATIM_AXE` names the file.
fn axe() -> Option<String> {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/browser/node_modules/axe-core/axe.min.js");
    let file = std::env::var_os("VERBATIM_AXE").map_or(installed, Into::into);
    std::fs::read_to_string(file).ok()
}

#[tokio::test]
async fn an_accessibility_checker_finds_nothing() {
    let Some(axe) = axe() else {
        eprintln!("SKIPPED: no axe-core (npm install --prefix target/browser axe-core)");
        return;
    };
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    for (width, theme) in [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")] {
        let page = browser.open(&demo.url(), width, 900).await;
        page.prefer(theme).await;
        page.eval(&format!("{axe}; true")).await;
        let check = async |what: &str| {
            let run = "axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) => ({id: v.id, \
                       nodes: v.nodes.map((n) => n.html.slice(0, 200) + n.failureSummary)})))";
            let found = page.eval(run).await;
            assert_eq!(found, json!([]), "{what} at {width}, {theme}");
        };
        check("the start").await;
        for asked in [
            format!("c.write({QUESTION:?})"),
            "c.command({id: '1', name: 'whosaid'}, [{name: 'quote', type: 3, value: 'he is ready for peace'}])".to_owned(),
            "c.command({id: '1', name: 'compare'}, [{name: 'topic', type: 3, value: 'troops'}])".to_owned(),
            "c.command({id: '1', name: 'sources'}, [])".to_owned(),
            "c.command({id: '1', name: 'ask'}, [{name: 'question', type: 3, value: 'Who wrote Don Quixote?'}])".to_owned(),
        ] {
            let before = page.count().await;
            page.eval(&format!("import('/channel.js').then((c) => {asked})")).await;
            page.until(&format!("document.querySelectorAll('.message-place').length > {before} && document.querySelector('.message-place:last-child .embed')")).await;
        }
        check("the channel").await;
        page.eval("document.querySelector('#box').focus()").await;
        page.write("/").await;
        page.until("document.querySelector('[role=option]')").await;
        check("the commands").await;
        page.key("Enter").await;
        page.until("document.querySelector('.command')").await;
        check("a command").await;
        page.key("Escape").await;
        page.eval("document.querySelector('.message-place:last-child .more').click()").await;
        check("the menu").await;
        page.key("Escape").await;
        page.eval("document.querySelector('.message-place:last-child .tools button').click()")
            .await;
        page.until("document.querySelector('dialog')").await;
        check("the JSON").await;
        page.key("Escape").await;
        for address in [
            "#document=001_cd9e64f6467ca39f.txt&passage=3574-3654",
            "#document=002_87af0ff4f4581aa7.txt",
        ] {
            page.eval(&format!("location.hash = {address:?}")).await;
            let name = address.split(['=', '&']).nth(1).expect("a name");
            page.until(&format!("document.querySelector('#room .view:not([aria-busy])')?.textContent.includes({name:?})")).await;
            check(address).await;
        }
        for view in ["openRoom", "openMap", "openCheck"] {
            let given = if view == "openCheck" { "{words: 'he is ready for peace'}" } else { "{}" };
            page.eval(&format!("import('/room.js').then((r) => r.{view}({given}))")).await;
            page.until("document.querySelector('#room .view:not([aria-busy])')").await;
            check(view).await;
        }
    }
}

#[tokio::test]
async fn the_theme_is_chosen_and_kept() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = browser.open(&demo.url(), 1000, 700).await;
    let colour = async || page.eval("getComputedStyle(document.body).backgroundColor").await;
    page.prefer("light").await;
    let light = colour().await;
    page.prefer("dark").await;
    let dark = colour().await;
    assert_ne!(light, dark);
    page.click("#theme").await;
    assert_eq!(colour().await, light);
    page.go(&demo.url()).await;
    assert_eq!(colour().await, light, "it is kept");
    let found: Value = page.eval("document.documentElement.dataset.theme").await;
    assert_eq!(found, "light");
}
