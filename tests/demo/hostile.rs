//! An article and a question that want to be more than text.

use serde_json::json;

use super::devtools::Browser;
use super::program::Demo;

/// Markup that would run, were it taken for such.
const NASTY: &str = "<script>window.hit=1</script><img src=x onerror=window.hit=2> [a](javascript:window.hit=3) \
                     <svg onload=window.hit=4> <a href=\"javascript:window.hit=5\">x</a> https://evil.example/x <@1182000000000000007> @everyone \
                     **bold** `code` ||spoiler|| <t:1:R>";

#[tokio::test]
async fn hostile_words_show_as_text_and_do_nothing() {
    let Some(browser) = Browser::start().await else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let long = "Pneumono".repeat(400);
    let article = format!(
        "Guards at the mill\n\nMiller Ada Lund said: “The mill {NASTY} will open in May.” She added that the word {long} was hers.\n\n\
         “We guard the mill day and night,” said Lund.\n"
    );
    std::fs::write(folder.path().join("mill <img src=x onerror=window.hit=6>.txt"), article)
        .expect("written");
    let dir = folder.path().display().to_string();
    let demo = Demo::start(&[("VERBATIM__CORPUS__DIR", dir.as_str())]);
    let page = browser.open(&demo.url(), 360, 800).await;
    let asked = [
        "When will the mill open?".to_owned(),
        format!("When will the mill open? {NASTY}"),
        format!("What is {long}?"),
        NASTY.to_owned(),
        "/sources".to_owned(),
        "/summary".to_owned(),
    ];
    for words in &asked {
        let before = page.count().await;
        match words.strip_prefix('/') {
            Some(name) => {
                page.eval(&format!(
                    "import('/channel.js').then((c) => c.command({{id: '1', name: {name:?}}}, []))"
                ))
                .await
            }
            None => {
                page.eval(&format!("import('/channel.js').then((c) => c.write({}))", json!(words)))
                    .await
            }
        };
        page.until(&format!("document.querySelectorAll('.message-place').length > {before} && document.querySelector('.message-place:last-child .embed')")).await;
    }
    let shown = page.text("#messages").await;
    for words in
        ["<script>window.hit=1</script>", "onerror=window.hit=2", "[a](javascript:window.hit=3)"]
    {
        assert!(shown.contains(words), "{words} is not shown as text: {shown}");
    }
    assert_eq!(page.eval("window.hit ?? null").await, json!(null), "something ran");
    let inside = "[...document.querySelectorAll('#messages script, #messages svg, #messages iframe, #messages [onerror], #messages \
                  [onload], #messages img:not(.avatar)')].length";
    assert_eq!(page.eval(inside).await, json!(0));
    let links = "[...document.querySelectorAll('a')].map((a) => a.protocol).filter((p) => !['http:', 'https:'].includes(p))";
    assert_eq!(page.eval(links).await, json!([]));
    let wide = page.eval("document.documentElement.scrollWidth").await;
    assert_eq!(wide, json!(360), "enormous words are broken");
    // In an answer nothing of the article’s markup is acted on: it is escaped.
    let rendered = "[...document.querySelectorAll('.embed .mention, .embed .spoiler, .embed time, .embed a')].map((e) => e.outerHTML).filter((e) => !e.includes('>read<') && !e.includes('>read it<'))";
    assert_eq!(page.eval(rendered).await, json!([]));
    assert_eq!(browser.errors(), Vec::<String>::new());
}
