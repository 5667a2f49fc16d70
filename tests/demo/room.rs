//! The reading room: what a citation opens, the address of a passage, the quotation map.

use serde_json::json;

use super::QUESTION;
use super::devtools::Browser;
use super::program::Demo;

#[tokio::test]
async fn a_citation_opens_its_article_at_the_passage() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = browser.open(&demo.url(), 1440, 900).await;
    page.write(QUESTION).await;
    page.key("Enter").await;
    page.until("document.querySelector('.embed')").await;
    page.press("read").await;
    page.until("document.querySelector('#room mark.cited')").await;
    let cited = page.text("#room mark.cited").await;
    assert!(cited.contains("Ukrainian army with 800,000 troops"), "{cited}");
    let is_seen = "(() => { const r = document.querySelector('#room mark.cited').getBoundingClientRect(); return r.top >= 0 && r.bottom <= \
                   innerHeight; })()";
    assert_eq!(page.eval(is_seen).await, json!(true), "the passage is scrolled to");
    assert!(page.eval("document.querySelectorAll('#room .quote').length").await.as_u64() > Some(3));
    // The address can be shared: another window shows the same.
    let address = page.eval("location.href").await;
    let address = address.as_str().expect("an address").to_owned();
    assert!(address.contains("#document=001_cd9e64f6467ca39f.txt&passage="), "{address}");
    let other = browser.open(&address, 360, 740).await;
    other.until("document.querySelector('#room mark.cited')").await;
    assert_eq!(other.text("#room mark.cited").await, cited);
    // Over the channel it is a dialog; Escape closes it and forgets the address.
    other.key("Escape").await;
    other.until("document.querySelector('#room').hidden && location.hash === ''").await;
    page.key("Escape").await;
    page.until("document.querySelector('#room').hidden").await;
    assert_eq!(page.eval("document.activeElement.innerText").await, "read", "the focus is back");
    assert_eq!(browser.errors(), Vec::<String>::new());
}

/// Articles with an address of their own are opened beside the channel, too.
#[tokio::test]
async fn an_article_with_an_address_is_opened_here() {
    let Some(browser) = Browser::start().await else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let article = "Harbour opens\n\nMayor Ada Lund opened the new harbour in Vik on Monday. “We will not raise the fees this year,” \
                   Lund said.\n\nThe harbour cost 3 million crowns.\n";
    std::fs::write(folder.path().join("harbour.txt"), article).expect("written");
    let sources =
        "[\"harbour.txt\"]\nurl = \"https://example.org/harbour\"\npublisher = \"Vik Times\"\n";
    std::fs::write(folder.path().join("sources.toml"), sources).expect("written");
    let dir = folder.path().display().to_string();
    let demo = Demo::start(&[("VERBATIM__CORPUS__DIR", dir.as_str())]);
    let page = browser.open(&demo.url(), 1440, 900).await;
    for (asked, has_passage) in
        [("Who said “We will not raise the fees this year”?", true), ("/sources", false)]
    {
        page.eval("import('/room.js').then((r) => r.closeRoom())").await;
        let before = page.count().await;
        match asked.strip_prefix('/') {
            Some(name) => {
                page.eval(&format!(
                    "import('/channel.js').then((c) => c.command({{id: '1', name: {name:?}}}, []))"
                ))
                .await
            }
            None => {
                page.eval(&format!("import('/channel.js').then((c) => c.write({asked:?}))")).await
            }
        };
        page.until(&format!("document.querySelectorAll('.message-place').length > {before} && document.querySelector('.message-place:last-child .embed')")).await;
        page.press("read").await;
        page.until("!document.querySelector('#room').hidden && document.querySelector('#room .view:not([aria-busy]) .reading')").await;
        assert_eq!(
            page.eval("document.querySelector('#room mark.cited') !== null").await,
            json!(has_passage),
            "{asked}"
        );
    }
    assert_eq!(browser.errors(), Vec::<String>::new());
}

#[tokio::test]
async fn the_map_opens_its_sentences_by_keyboard() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = browser.open(&demo.url(), 1440, 900).await;
    page.click("#open-room").await;
    page.until("document.querySelectorAll('#room .entries li').length === 5").await;
    page.press_mouse(
        "[...document.querySelectorAll('#room nav button')].find((b) => b.innerText === 'Map')",
        "left",
    )
    .await;
    page.until("document.querySelector('#room svg .mark')").await;
    page.eval("document.querySelector('#room svg .mark').focus()").await;
    page.key("ArrowRight").await;
    let label = page.eval("document.activeElement.getAttribute('aria-label')").await;
    page.key("Enter").await;
    page.until("document.querySelector('#room .sentences blockquote')").await;
    assert_eq!(page.eval("document.querySelector('#room .sentences h4').innerText").await, label);
    page.press_mouse("document.querySelector('#room .sentences a')", "left").await;
    page.until("document.querySelector('#room mark.cited')").await;
    assert_eq!(browser.errors(), Vec::<String>::new());
}

/// The same picture as Discord is sent, shown on the message.
#[tokio::test]
async fn the_map_is_a_picture_on_the_message() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = browser.open(&demo.url(), 1280, 900).await;
    page.eval("import('/channel.js').then((c) => c.command({id: '1', name: 'quotes'}, [{name: 'speaker', type: 3, value: 'Starmer'}]))").await;
    page.press("Show map").await;
    page.until("document.querySelector('.picture')?.complete && document.querySelector('.picture').naturalWidth > 100").await;
    assert_ne!(page.eval("document.querySelector('.picture').alt").await, "");
    page.press("Show JSON").await;
    assert!(page.text("dialog pre").await.contains("attachment://"));
    assert_eq!(browser.errors(), Vec::<String>::new());
}
