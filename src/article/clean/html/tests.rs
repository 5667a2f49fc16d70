use super::super::draft::Draft;
use super::super::{CleanError, Cleaned, Format, clean};
use super::strip;
use crate::model::origins::{Doubt, Source};
use crate::model::plan::Piece;
use crate::model::span::RawSpan;

const ABOVE: &str = "<p>The council of Tarno met on Monday in the old hall, and it sat for five hours before it voted.</p>";
const BELOW: &str = "<p>They will meet again in May, after the harvest, to vote on the bridge that the flood took away.</p>";

/// The text of a page whose body holds `piece` between two paragraphs, without those two.
fn piece(piece: &str) -> String {
    let page = format!("<html><body><article>{ABOVE}{piece}{BELOW}</article></body></html>");
    let copied = Piece { raw: RawSpan::new(0, page.len()), replacement: None };
    let mut draft = Draft::new(page.clone(), vec![copied]);
    strip(&mut draft).unwrap();
    let (text, plan) = draft.into_parts();
    assert_eq!(plan.apply(page.as_bytes()).as_ref(), Ok(&text));
    let inside = text.split("\n\n").filter(|line| !ABOVE.contains(line) && !BELOW.contains(line));
    inside.collect::<Vec<_>>().join("\n\n")
}

fn page(head: &str, body: &str) -> Cleaned {
    let page = format!("<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>");
    clean(page.as_bytes(), Format::Html).unwrap()
}

#[test]
fn reads_pieces() {
    for (html, text) in [
        ("<p>O<b>n</b>e mill &amp; t<i>w</i>o.</p>", "One mill & two."),
        ("<p>One mill\n  and two<br>three.</p>", "One mill and two\nthree."),
        ("<p>So a < b and c > d & e are known.</p>", "So a < b and c > d & e are known."),
        ("<p title=\"a > b\">One mill stands.</p>", "One mill stands."),
        (
            "<a>The miller wrote a long letter to the bishop about the weir.</a>",
            "The miller wrote a long letter to the bishop about the weir.",
        ),
        ("<!-- <p>no</p> --><p>It was so, yes.</p>", "It was so, yes."),
        (
            "<script>if (a < b) { x() }</script><p>It was so, yes.</p><STYLE>p{}</STYLE>",
            "It was so, yes.",
        ),
        ("<p>caf&eacute; &#8220;x&#x201D; &#146; &bogus; &nbsp;y.</p>", "café “x” ’ &bogus; y."),
        ("<pre>one line and\nanother one.</pre>", "one line and\nanother one."),
        ("<p>Ten <nobr>old mills</nobr> <x-note>bur</x-note>ned.</p>", "Ten old mills burned."),
        (
            "<p>The <tt>mill</tt><script>x</script> of 12<sup>3</sup> feet.</p>",
            "The mill of 12³ feet.",
        ),
        ("<p>“It burns,”<sup><a href=\"#n\">4</a></sup> he said.</p>", "“It burns,” he said."),
        ("<p>It was the 6<SUP>th</SUP> mill<sup>1</sup>.</p>", "It was the 6th mill."),
        ("<p>It cost <del>nine</del> <ins>ten</ins> euros.</p>", "It cost ten euros."),
        ("<p>She said <q>no</q> to it.</p>", "She said “no” to it."),
        ("<p>12<sub>3</sub> and 3<small>1</small> of H<sub>2</sub>O.</p>", "12 3 and 3 1 of H2O."),
        ("<p>He said <span hidden>x <span>y</span></span>that it is.</p>", "He said that it is."),
        ("<p>He spoke of <button>Share</button> the mill.</p>", "He spoke of the mill."),
        (
            "<p>He spoke of <button type=button>milling</button> to us.</p>",
            "He spoke of milling to us.",
        ),
        (
            "<p>A study<span class=\"sr-only\"> (opens in a new tab)</span> of mills.</p>",
            "A study of mills.",
        ),
        ("<p>A study<svg><title>link</title><path/></svg> of mills.</p>", "A study of mills."),
        (
            "<div>It is so.<span class=\"br\"></span>Nobody knows why.</div>",
            "It is so.\n\nNobody knows why.",
        ),
        (
            "<p><span>The mill is shut.</span><span>Nobody knows why.</span></p>",
            "The mill is shut. Nobody knows why.",
        ),
        ("<p><a href=\"/x\">It also</a> ran a ferry.</p>", "It also ran a ferry."),
        (
            "<ul><li>One mill was shut.<li>Another one was not.</ul>",
            "One mill was shut.\n\nAnother one was not.",
        ),
        ("<b><p>The mill is shut.</b> It burned.</p>", "The mill is shut. It burned."),
        (
            "<div role=\"dialog\"><p>We and our 200 partners use your data to show what you like best.</p></div>",
            "",
        ),
        (
            "<div class=\"c-RelatedStories\"><p>Another mill burned to the ground, and nobody was there.</p></div>",
            "",
        ),
        (
            "<section id=\"comments\"><p>I have always said that the mill would burn one day, and it did.</p></section>",
            "",
        ),
        ("<p><a href=\"/x\">Ten mills that you must have seen</a></p>", ""),
        ("<div><h3><a href=\"/x\">Ten mills you must have seen</a></h3></div>", ""),
    ] {
        assert_eq!(piece(html), text, "{html}");
    }
}

#[test]
fn reads_what_is_stated() {
    let body = format!("<h1>Mill stays shut</h1>{ABOVE}{BELOW}");
    for (head, title, publisher, author, date, url) in [
        ("<title>Mill stays shut - Bay News</title>", "Mill stays shut - Bay News", "", "", "", ""),
        (
            "<title>x</title><meta property=og:title content='Mill stays shut | Bay News'><meta property=og:site_name content='Bay News'>",
            "Mill stays shut",
            "Bay News",
            "",
            "",
            "",
        ),
        (
            "<script type=application/ld+json>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Mill &amp; dam\",\"author\":[{\"name\":\"Ann Lee\"},\"Bo Ek\"],\"datePublished\":\"2026-01-06\",\"publisher\":{\"@id\":\"#p\"}},{\"@type\":\"Organization\",\"@id\":\"#p\",\"name\":\"Bay News\"}]}</script>",
            "Mill & dam",
            "Bay News",
            "Ann Lee, Bo Ek",
            "2026-01-06",
            "",
        ),
        (
            "<script type='application/ld+json'>[{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":[\"Thing\",\"BlogPosting\"],\"headline\":\"Mill\nstays\",\"author\":\"By Ann Lee\"}}];</script>",
            "Mill stays",
            "",
            "Ann Lee",
            "",
            "",
        ),
        (
            "<meta name=author content='Ann Lee is a reporter who covers mills.'><title>Mill stays shut</title>",
            "Mill stays shut",
            "",
            "",
            "",
            "",
        ),
        (
            "<meta name=author content='https://example.org/ann'><meta name=DC.date content=2026-01-06><title>Mill stays shut</title>",
            "Mill stays shut",
            "",
            "",
            "2026-01-06",
            "",
        ),
        (
            "<link rel=canonical href='https://example.org/'><meta property=og:url content='https://example.org/mill'><title>Mill stays shut</title>",
            "Mill stays shut",
            "",
            "",
            "",
            "https://example.org/mill",
        ),
        (
            "<meta name=author content='Ann Lee (https://example.org/ann)'><title>Mill stays shut</title>",
            "Mill stays shut",
            "",
            "Ann Lee",
            "",
            "",
        ),
        (
            "<meta name=author content='Por Ana Lima'><title>Mill stays shut</title>",
            "Mill stays shut",
            "",
            "Ana Lima",
            "",
            "",
        ),
        (
            "<meta property='og:article:author' content='Bay News'><title>Mill stays shut</title>",
            "Mill stays shut",
            "",
            "Bay News",
            "",
            "",
        ),
        (
            "<!-- saved from url=(0028)https://example.org/mill --><title>Mill stays shut</title>",
            "Mill stays shut",
            "",
            "",
            "",
            "https://example.org/mill",
        ),
    ] {
        let found = page(head, &body).metadata;
        let values = [found.title, found.publisher, found.author, found.date, found.url];
        let values = values.map(Option::unwrap_or_default);
        assert_eq!(values, [title, publisher, author, date, url], "{head}");
    }
}

#[test]
fn a_live_page_has_the_date_of_the_article() {
    let post = "<div><time datetime='12:40'>12:40 p.m.</time><p>The vote has begun in the old hall, the clerk of the council said on Tuesday.</p></div>";
    let body = format!("<h1>Mill stays shut</h1>{post}{ABOVE}<time>11:15 a.m.</time>{BELOW}");
    let data = "<script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Mill stays shut\",\"datePublished\":\"2026-01-06T09:00:00Z\",\"liveBlogUpdate\":[{\"@type\":\"BlogPosting\",\"headline\":\"Vote begins\",\"datePublished\":\"2026-01-06T12:40:00Z\",\"articleBody\":\"The vote has begun.\"}]}</script>";
    for (head, wanted) in [(data, Some("2026-01-06T09:00:00Z")), ("", None)] {
        assert_eq!(page(head, &body).metadata.date.as_deref(), wanted, "{head}");
    }
}

#[test]
fn a_body_for_readers_without_scripts_is_read() {
    let text = |inside: &str| {
        let body = format!("<h1>Mill stays shut</h1><div itemprop=articleBody>{inside}</div>");
        page("<title>Mill stays shut</title>", &body).text
    };
    let script = "<script type='text/template'><p>None of this is shown.</p></script>";
    let found = text(&format!("{script}<noscript>{ABOVE}{BELOW}</noscript>"));
    assert_eq!(found.split("\n\n").count(), 3, "{found}");
    // Beside what everybody sees it says something else.
    let note = "<noscript><p>Please allow scripts in your browser to read the comments below.</p></noscript>";
    let found = text(&format!("{ABOVE}{note}{BELOW}"));
    assert!(!found.contains("allow scripts"), "{found}");
}

#[test]
fn bylines_in_the_middle_of_a_line() {
    let author = |line: &str| {
        page(
            "<title>Mill stays shut</title>",
            &format!("<h1>Mill stays shut</h1>{line}{ABOVE}{BELOW}"),
        )
        .metadata
        .author
        .unwrap_or_default()
    };
    for (line, wanted) in [
        (
            "<div class='sig hasnt-bio'><span class=pb-byline>By <a href=/ann>Ann Lee</a></span> in Reedham</div>",
            "Ann Lee",
        ),
        (
            "<div>Reedham <span class=byline>by Ann Lee and Bo Ek</span> <span>8 min</span></div>",
            "Ann Lee and Bo Ek",
        ),
        ("<div>Reedham <span class=byline>Most Read Stories</span></div>", ""),
        ("<div class=author-bio><span class=byline>By Ann Lee</span> knows mills.</div>", ""),
        ("<div>Reedham <span class=byline>by 2030</span></div>", ""),
    ] {
        assert_eq!(author(line), wanted, "{line}");
    }
}

#[test]
fn joins_pieces_and_leaves_other_stories() {
    let text = |body: &str| page("<title>Mill stays shut</title>", body).text;
    let split = format!(
        "<h1>Mill stays shut</h1><div class=\"b x\">{ABOVE}</div><div class=ad>Advertisement</div><div class=\"b y\">{BELOW}</div>"
    );
    let other = format!(
        "<h1>Mill stays shut</h1><div>{ABOVE}{BELOW}</div><ul><li><h3><a href=/a>A tower fell</a></h3><p>It had stood in the bay for three hundred years, and nobody had looked after it.</p></li></ul>"
    );
    for (body, served) in [(&split, 2), (&other, 2)] {
        assert_eq!(text(body).split("\n\n").count(), served + 1, "{}", text(body));
    }
}

#[test]
fn bounds_hold() {
    let many = clean("<b>x</b>".repeat(300_000).as_bytes(), Format::Html);
    assert_eq!(many, Err(CleanError::TooManyElements));
    let deep = format!("{}{ABOVE}{BELOW}", "<div>".repeat(100_000));
    assert!(clean(deep.as_bytes(), Format::Html).is_ok());
    assert!(clean("&".repeat(500_000).as_bytes(), Format::Html).is_err());
}

#[test]
fn doubts_are_told() {
    let words =
        |count: usize| (0..count).map(|at| format!("word{at}")).collect::<Vec<_>>().join(" ");
    let data = |more: &str| {
        format!(
            "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Mill stays shut\"{more}}}</script>"
        )
    };
    let body = format!("<h1>Mill stays shut</h1>{ABOVE}{BELOW}");
    for (more, wanted) in [
        (String::new(), None),
        (format!(",\"articleBody\":\"{}\"", words(100)), Some(Doubt::UnlikeData(0))),
        (format!(",\"articleBody\":\"{}\"", words(20)), None),
        (",\"isAccessibleForFree\":\"False\"".to_owned(), Some(Doubt::Paid)),
        (",\"isAccessibleForFree\":true".to_owned(), None),
    ] {
        assert_eq!(page(&data(&more), &body).metadata.doubt, wanted, "{more}");
    }
    let doubt = |head: &str, body: &str| page(head, body).metadata.doubt;
    let links =
        "<div><a href=/a>Ten mills that you must have seen at least once</a></div>".repeat(3);
    let gaps = format!("<h1>Mill stays shut</h1><div>{ABOVE}{links}{BELOW}</div>");
    assert!(matches!(doubt("", &gaps), Some(Doubt::Gaps(_))), "{:?}", doubt("", &gaps));
    for (title, wanted) in [
        ("Tower falls into the sea", Some(Doubt::UnlikeTitle)),
        ("Mill that burned stays shut until spring - Bay News", None),
        ("Bay News", Some(Doubt::UnlikeTitle)),
        ("", None),
    ] {
        let head = format!("<title>{title}</title>");
        assert_eq!(doubt(&head, &body), wanted, "{title}");
    }
}

#[test]
fn says_where_it_was_read() {
    let head =
        "<meta name=author content='Ann Lee'><link rel=canonical href='https://example.org/mill'>";
    let found = page(head, &format!("<h1>Mill stays shut</h1>{ABOVE}{BELOW}")).metadata;
    let named: Vec<_> = found.origins.named().collect();
    assert_eq!(
        named,
        [
            ("title", Source::Heading),
            ("author", Source::Meta("author")),
            ("url", Source::Canonical)
        ]
    );
    let text = format!(
        "https://example.org/mill\n\nMill stays shut\nBy Ann Lee\n\n{}",
        ABOVE.replace("<p>", "").replace("</p>", "")
    );
    let found = clean(text.as_bytes(), Format::Text).unwrap().metadata;
    assert_eq!(found.url.as_deref(), Some("https://example.org/mill"));
    assert_eq!(found.title.as_deref(), Some("Mill stays shut"));
    assert_eq!(found.origins.url, Some(Source::Text));
}

#[test]
fn the_name_of_the_site_is_no_headline() {
    let head = "<title>Mill stays shut after the flood | Bay News</title><meta property=og:site_name content='Bay News'>";
    let body = format!(
        "<h1>Bay News</h1><div><h2>Mill stays shut after the flood</h2>{ABOVE}{BELOW}</div>"
    );
    let found = page(head, &body);
    let first = found.blocks.first().map(|block| &found.text[block.span.range()]);
    assert_eq!(first, Some("Mill stays shut after the flood"));
}
