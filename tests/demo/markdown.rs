//! Discord's Markdown, as the page renders it.

use serde_json::json;

use super::devtools::Browser;
use super::program::Demo;

/// What is sent, and what it becomes, without the attributes that all links have.
const CASES: [(&str, &str); 49] = [
    ("plain words", "plain words"),
    ("two\nlines", "two<br>lines"),
    (r"\*not bold\* \_nor this\_ 3 \> 2", "*not bold* _nor this_ 3 &gt; 2"),
    (r"a\b \\ \1 ¯\\\_(ツ)\_/¯", r"a\b \ \1 ¯\_(ツ)_/¯"),
    ("**bold**", "<strong>bold</strong>"),
    ("**bold *and italic* words**", "<strong>bold <em>and italic</em> words</strong>"),
    (r"**800,000\* troops**", "<strong>800,000* troops</strong>"),
    ("***both***", "<strong><em>both</em></strong>"),
    ("*it* _it_ snake_case_name", "<em>it</em> <em>it</em> snake_case_name"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("__under__ and ~~gone~~", "<u>under</u> and <s>gone</s>"),
    (r"~~a \~\~ b~~", "<s>a ~~ b</s>"),
    ("**open", "**open"),
    ("`code **no**`", "<code>code **no**</code>"),
    ("``a ` b``", "<code>a ` b</code>"),
    ("`open", "`open"),
    (r"\`no\`", "`no`"),
    ("```\nlet a = 1;\n```", "<pre tabindex=\"0\"><code>let a = 1;</code></pre>"),
    ("```rust\nfn a() {}\n```\nb", "<pre tabindex=\"0\"><code>fn a() {}</code></pre>b"),
    ("```a```", "<pre tabindex=\"0\"><code>a</code></pre>"),
    ("> said\n— who", "<blockquote>said</blockquote>— who"),
    ("> one\n> two", "<blockquote>one<br>two</blockquote>"),
    (
        "> ### Large words",
        "<blockquote><p class=\"heading heading-3\">Large words</p></blockquote>",
    ),
    (">>> all\nof it", "<blockquote>all<br>of it</blockquote>"),
    (r"\> no quote", "&gt; no quote"),
    ("a > b", "a &gt; b"),
    (">no quote", "&gt;no quote"),
    ("# One", "<p class=\"heading heading-1\">One</p>"),
    ("## Two\ntext", "<p class=\"heading heading-2\">Two</p>text"),
    ("#tag", "#tag"),
    (r"\# no heading", "# no heading"),
    ("#### four", "#### four"),
    ("-# small **print**", "<p class=\"subtext\">small <strong>print</strong></p>"),
    (r"\-# not small", "-# not small"),
    ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
    ("* one\n  - inner\n* two", "<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>"),
    ("3. three\n4. four", "<ol start=\"3\"><li>three</li><li>four</li></ol>"),
    ("1\\. no list", "1. no list"),
    ("[words](https://example.org/a_b)", "<a href=\"https://example.org/a_b\">words</a>"),
    ("[words](<https://example.org/>)", "<a href=\"https://example.org/\">words</a>"),
    ("[a](javascript:b)", "[a](javascript:b)"),
    ("[a](data:text/html,b)", "[a](data:text/html,b)"),
    (r"\[a\](https\://example.org)", "[a](https://example.org)"),
    (
        "see https://example.org/a_b_c.",
        "see <a href=\"https://example.org/a_b_c\">https://example.org/a_b_c</a>.",
    ),
    ("<https://example.org>", "<a href=\"https://example.org\">https://example.org</a>"),
    ("<@1182000000000000007> hi", "<span class=\"mention\">@verbatim</span> hi"),
    ("<b>&amp;</b><script>", "&lt;b&gt;&amp;amp;&lt;/b&gt;&lt;script&gt;"),
    ("<:smile:123>", "<span>:smile:</span>"),
    (
        "||secret||",
        "<button type=\"button\" class=\"spoiler\" aria-label=\"Show the spoiler\">spoiler</button>",
    ),
];

#[tokio::test]
async fn markdown_is_rendered_as_in_discord() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    let page = browser.open(&demo.url(), 800, 600).await;
    let given: Vec<&str> = CASES.iter().map(|(sent, _)| *sent).collect();
    let run = format!(
        "import('/markdown.js').then((m) => {}.map((text) => {{ const e = document.createElement('div'); \
         e.append(...m.markdown(text, {{'1182000000000000007': 'verbatim'}})); return e.innerHTML; }}))",
        json!(given)
    );
    let shown = page.eval(&run).await;
    for (number, (sent, expected)) in CASES.iter().enumerate() {
        let shown = shown[number].as_str().unwrap_or_default();
        let shown = shown.replace(" target=\"_blank\" rel=\"noopener noreferrer\"", "");
        assert_eq!(shown, *expected, "of {sent:?}");
    }
    // The longest and most tangled text that a message holds takes no noticeable time.
    let tangled = ["*", "_", "~~", "**a ", "[a](", "`", "||", "> ", "<t:"]
        .map(|mark| mark.repeat(2000 / mark.len()));
    let run = format!(
        "import('/markdown.js').then((m) => {{ const start = performance.now(); {}.forEach((text) => m.markdown(text)); return \
         performance.now() - start; }})",
        json!(tangled)
    );
    eprintln!("nine tangled texts: {} ms", page.eval(&run).await);
    assert_eq!(browser.errors(), Vec::<String>::new());
}
