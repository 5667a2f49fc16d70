//! Files that pack their text: mails, saved pages, office files, books, feeds, compressed files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use verbatim::article::corpus::{Corpus, CorpusError, Limits};
use verbatim::model::document::Document;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a folder with these files gives.
fn load(files: &[(&str, &[u8])], limits: &Limits) -> Result<Corpus, CorpusError> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    Corpus::load(folder.path(), limits)
}

/// Law 1: the text is the member's bytes after the plan, and the digest is that of these bytes.
fn check_law(document: &Document, member: &[u8]) {
    assert_eq!(
        document.plan().apply(member).as_deref(),
        Ok(document.text()),
        "{}",
        document.name()
    );
    assert_eq!(document.digest().as_slice(), &*Sha256::digest(member), "{}", document.name());
}

/// The one document in a file, as its name, what is known of it, and its blocks; its text must stand on these bytes.
fn only(name: &str, file: &[u8], member: &[u8]) -> String {
    let corpus = load(&[(name, file)], &Limits::default()).unwrap();
    assert_eq!(corpus.skipped(), [], "{name}");
    let [document] = corpus.documents() else { panic!("{name} is not one document") };
    check_law(document, member);
    let metadata = document.metadata();
    let facts =
        [&metadata.title, &metadata.publisher, &metadata.author, &metadata.date, &metadata.url];
    let facts: Vec<_> = facts.iter().map(|fact| fact.as_deref().unwrap_or("-")).collect();
    let blocks: Vec<_> = document.blocks().iter().map(|block| document.slice(block.span)).collect();
    format!("{}\n{}\n{}", document.name(), facts.join(" | "), blocks.join("\n"))
}

/// Why the only file of a folder is not served.
fn refusal(name: &str, file: &[u8], limits: &Limits) -> String {
    let good = ("z.txt", &b"The mill by the river closed on Monday, the mayor said."[..]);
    let corpus = load(&[(name, file), good], limits).unwrap();
    let [skipped] = corpus.skipped() else { panic!("{name}: {:?}", corpus.skipped()) };
    assert_eq!(corpus.documents().len(), 1, "{name}");
    format!("{}: {}", skipped.name, skipped.reason)
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(vec![], Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn quoted_printable(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut column = 0;
    for &byte in bytes {
        let piece = match byte {
            b'\n' => "\r\n".to_owned(),
            b' '..=b'~' if byte != b'=' => char::from(byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        if byte == b'\n' {
            column = 0;
        } else if column + piece.len() > 70 {
            out += "=\r\n";
            column = piece.len();
        } else {
            column += piece.len();
        }
        // A space at the end of a line would be lost.
        if byte == b'\n' && out.ends_with(' ') {
            out.pop();
            out += "=20";
        }
        out += &piece;
    }
    out
}

const PARAGRAPHS: [&str; 3] = [
    "The mill by the river closed on Monday after ninety years, the owners said.",
    "“We could not find anyone to run it,” said Ann Moor, who inherited the mill from her father.",
    "The council of Reedham will decide in May whether the building can be turned into flats.",
];

fn html() -> String {
    format!("<html><body>\n<p>{}</p>\n</body></html>\n", PARAGRAPHS.join("</p>\n<p>"))
}

fn word_xml() -> String {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let paragraphs: String = PARAGRAPHS.iter().map(paragraph).collect();
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{paragraphs}</w:body></w:document>"
    )
}

fn odt_xml() -> String {
    let paragraph = |text: &&str| format!("<text:p>{text}</text:p>");
    let paragraphs: String = PARAGRAPHS.iter().map(paragraph).collect();
    format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text>{paragraphs}</office:text></office:body></office:document-content>"
    )
}

const HEADER: &str = "From: Reedham Herald <news@herald.example>\r\nDate: Tue, 6 Jan 2026 08:30:00 +0100\r\nSubject: =?utf-8?Q?Mill_closes_=E2=80=93_flats_planned?=\r\nMIME-Version: 1.0\r\n";

#[test]
fn mails() {
    let (html, plain) = (html(), PARAGRAPHS.join("\n\n") + "\n");
    let facts = "Mill closes – flats planned | - | Reedham Herald | 2026-01-06T08:30:00+01:00 | -";
    let words = PARAGRAPHS.join("\n");
    let both = format!(
        "{HEADER}Content-Type: multipart/alternative; boundary=xx\r\n\r\n--xx\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n--xx--\r\n",
        quoted_printable(plain.as_bytes()),
        quoted_printable(html.as_bytes()),
    );
    let crlf = html.replace('\n', "\r\n");
    assert_eq!(
        only("note.eml", both.as_bytes(), crlf.as_bytes()),
        format!("note.eml#text/html\n{facts}\n{words}")
    );
    // Where the HTML has no text, the plain text is there.
    let empty = both.replace(
        &quoted_printable(html.as_bytes()),
        "<html><img src=3D\"x.png\" alt=3D\"Daily news\"></html>",
    );
    let crlf = plain.replace('\n', "\r\n");
    assert_eq!(
        only("a/note.eml", empty.as_bytes(), crlf.as_bytes()),
        format!("a/note.eml#text/plain\n{facts}\n{words}")
    );
    // An encoding that the header states.
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&plain);
    let old = [format!("{HEADER}Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: 8bit\r\n\r\n").as_bytes(), &latin].concat();
    assert_eq!(only("old.EML", &old, &latin), format!("old.EML#text/plain\n{facts}\n{words}"));
}

#[test]
fn attachments_of_mails() {
    let docx = zipped(&[("word/document.xml", word_xml().as_bytes())]);
    let mail = format!(
        "{HEADER}Content-Type: multipart/mixed; boundary=yy\r\n\r\n--yy\r\nContent-Type: text/plain\r\n\r\nThe article about the bridge that you asked for is attached.\r\n--yy\r\nContent-Type: application/vnd.x\r\nContent-Disposition: attachment; filename=\"mill.docx\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--yy\r\nContent-Type: application/x-y\r\nContent-Disposition: attachment; filename=\"a.key\"\r\n\r\nxyz\r\n--yy--\r\n",
        base64_of(&docx)
    );
    let corpus = load(&[("m.eml", mail.as_bytes())], &Limits::default()).unwrap();
    let names: Vec<_> = corpus.documents().iter().map(Document::name).collect();
    assert_eq!(names, ["m.eml#mill.docx#word/document.xml", "m.eml#text/plain"]);
    check_law(&corpus.documents()[0], word_xml().as_bytes());
    let [skipped] = corpus.skipped() else { panic!("{:?}", corpus.skipped()) };
    assert_eq!(skipped.name, "m.eml#a.key");
    assert!(skipped.reason.to_string().contains("save it as"), "{}", skipped.reason);
}

fn base64_of(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number =
            chunk.iter().chain(&[0; 2]).take(3).fold(0, |n, byte| n << 8 | usize::from(*byte));
        for place in 0..4 {
            let sign =
                if place <= chunk.len() { SIGNS[number >> (18 - 6 * place) & 63] } else { b'=' };
            out.push(char::from(sign));
        }
        if out.len() % 78 >= 74 {
            out += "\r\n";
        }
    }
    out
}

#[test]
fn saved_pages() {
    let page = format!(
        "<html><head><title>Mill closes</title></head><body><nav><a href=\"/\">Home</a></nav><article><h1>Mill closes</h1><p>{}</p></article></body></html>",
        PARAGRAPHS.join("</p><p>")
    );
    let mhtml = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://herald.example/mill\r\nSubject: Mill closes\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"zz\"\r\n\r\n--zz\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://herald.example/mill\r\n\r\n{}\r\n--zz\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--zz--\r\n",
        quoted_printable(page.as_bytes())
    );
    let wanted = format!(
        "p.mht#text/html\nMill closes | - | - | - | https://herald.example/mill\nMill closes\n{}",
        PARAGRAPHS.join("\n")
    );
    assert_eq!(only("p.mht", mhtml.as_bytes(), page.as_bytes()), wanted);
}

#[test]
fn office_files() {
    let words = PARAGRAPHS.join("\n");
    let core = b"<cp:coreProperties xmlns:dc=\"d\" xmlns:cp=\"c\"><dc:title>Mills &amp; flats</dc:title><dc:creator>Ann Moor</dc:creator></cp:coreProperties>";
    let xml = word_xml();
    let docx = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", xml.as_bytes()),
        ("docProps/core.xml", core),
    ]);
    assert_eq!(
        only("m.docx", &docx, xml.as_bytes()),
        format!("m.docx#word/document.xml\nMills & flats | - | Ann Moor | - | -\n{words}")
    );
    let xml = odt_xml();
    let odt = zipped(&[
        ("content.xml", xml.as_bytes()),
        ("meta.xml", b"<m><meta:initial-creator>Ann</meta:initial-creator></m>"),
    ]);
    assert_eq!(
        only("m.odt", &odt, xml.as_bytes()),
        format!("m.odt#content.xml\n- | - | Ann | - | -\n{words}")
    );
    assert_eq!(
        only("m.fodt", xml.as_bytes(), xml.as_bytes()),
        format!("m.fodt\n- | - | - | - | -\n{words}")
    );
}

#[test]
fn books() {
    let chapter = |title: &str, words: &str| {
        format!(
            "<html><head><title>x</title></head><body><h2>{title}</h2><p>{words}</p></body></html>"
        )
    };
    let (one, two) = (chapter("The mill", PARAGRAPHS[0]), chapter("The flats", PARAGRAPHS[2]));
    let package = "<package><metadata><dc:title>Reedham in 2026</dc:title><dc:creator>Ann Moor</dc:creator><dc:publisher>Herald Books</dc:publisher></metadata><manifest><item id='c' href='cover.xhtml' media-type='application/xhtml+xml'/><item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/><item id='1' href='text/one%201.xhtml' media-type='application/xhtml+xml'/><item id='2' href='./text/two.xhtml' media-type='application/xhtml+xml'/><item id='3' href='gone.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/><itemref idref='n'/><itemref idref='1'/><itemref idref='2'/></spine></package>";
    let nav = chapter("Contents", PARAGRAPHS[1]);
    let book = zipped(&[
        ("META-INF/container.xml", b"<container><rootfiles><rootfile full-path='OEBPS/content.opf'/></rootfiles></container>"),
        ("OEBPS/content.opf", package.as_bytes()),
        ("OEBPS/cover.xhtml", b"<html><body><img src='a.jpg'/></body></html>"),
        ("OEBPS/nav.xhtml", nav.as_bytes()),
        ("OEBPS/text/one 1.xhtml", one.as_bytes()),
        ("OEBPS/text/two.xhtml", two.as_bytes()),
    ]);
    let corpus = load(&[("b.epub", &book)], &Limits::default()).unwrap();
    assert_eq!(corpus.skipped(), []);
    let names: Vec<_> = corpus.documents().iter().map(Document::name).collect();
    assert_eq!(names, ["b.epub#OEBPS/text/one 1.xhtml", "b.epub#OEBPS/text/two.xhtml"]);
    check_law(&corpus.documents()[0], one.as_bytes());
    check_law(&corpus.documents()[1], two.as_bytes());
    assert_eq!(corpus.documents()[1].metadata().publisher.as_deref(), Some("Herald Books"));
    let listed = "<package><spine/></package>";
    let empty = zipped(&[
        ("META-INF/container.xml", b"<rootfile full-path='a.opf'/>"),
        ("a.opf", listed.as_bytes()),
    ]);
    assert!(refusal("e.epub", &empty, &Limits::default()).contains("its pages are pictures"));
}

/// A binary property list of one dictionary in another, as Safari writes it.
fn web_archive(url: &str, page: &[u8]) -> Vec<u8> {
    let text =
        |text: &str| [&[0x5F, 0x10, u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
    let length = u32::try_from(page.len()).unwrap().to_be_bytes();
    let objects = [
        vec![0xD1, 1, 2],
        text("WebMainResource"),
        [0xD3, 3, 4, 5, 6, 7, 8].to_vec(),
        text("WebResourceURL"),
        text("WebResourceData"),
        text("WebResourceMIMEType"),
        text(url),
        [&[0x4F, 0x12], &length[..], page].concat(),
        text("text/html"),
    ];
    let (mut out, mut table) = (b"bplist00".to_vec(), vec![]);
    for object in &objects {
        table.extend(u32::try_from(out.len()).unwrap().to_be_bytes());
        out.extend(object);
    }
    let start = out.len() as u64;
    out.extend(table);
    out.extend([0, 0, 0, 0, 0, 0, 4, 1]);
    for number in [objects.len() as u64, 0, start] {
        out.extend(number.to_be_bytes());
    }
    out
}

/// A PDF with these objects, numbered from 1; the first is the catalogue.
fn pdf_of(objects: &[String]) -> Vec<u8> {
    let (mut out, mut places) = (b"%PDF-1.4\n".to_vec(), vec![]);
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

fn pdf_stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A PDF with pages of lines, each with its height; `besides` are its objects from the number 20 on.
fn pdf(pages: &[&[(u32, &str)]], resources: &str, besides: &[String]) -> Vec<u8> {
    let kids: Vec<_> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (number, lines) in pages.iter().enumerate() {
        let content = 5 + 2 * number;
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> {resources} >> /Contents {content} 0 R >>"));
        let drawn: String = lines
            .iter()
            .map(|(y, words)| match words.strip_prefix('/') {
                Some(form) => format!("/{form} Do\n"),
                None => format!("BT /F1 11 Tf 50 {y} Td ({words}) Tj ET\n"),
            })
            .collect();
        objects.push(pdf_stream("", &drawn));
    }
    while objects.len() < 19 {
        objects.push("null".to_owned());
    }
    objects.extend(besides.iter().cloned());
    pdf_of(&objects)
}

#[test]
fn pdf_files() {
    let file = pdf(
        &[
            &[
                (780, "Reedham Herald"),
                (740, "The mill by the river closed on Monday after ninety years, the own-"),
                (727, "ers said. It was the oldest of the county, and the last one that"),
                (40, "Page 1 of 2"),
            ],
            &[
                (780, "Reedham Herald"),
                (740, "ran on water."),
                (700, "Nobody could be found to run it, said Ann Moor, who had inherited it."),
                (40, "Page 2 of 2"),
            ],
        ],
        "",
        &[],
    );
    let corpus = load(&[("a.pdf", &file)], &Limits::default()).unwrap();
    assert_eq!(corpus.skipped(), []);
    let [document] = corpus.documents() else { panic!("one document") };
    assert_eq!(document.name(), "a.pdf#text");
    let served: Vec<_> = document.sentences().iter().map(|one| document.slice(one.span)).collect();
    let wanted = [
        "The mill by the river closed on Monday after ninety years, the owners said.",
        "It was the oldest of the county, and the last one that ran on water.",
        "Nobody could be found to run it, said Ann Moor, who had inherited it.",
    ];
    assert_eq!(
        served.iter().filter(|one| !one.contains("Herald")).copied().collect::<Vec<_>>(),
        wanted
    );
    assert!(!document.text().contains("Page"), "{}", document.text());
}

#[test]
fn pdf_files_that_cannot_be_read() {
    let limits = Limits::default();
    let words = |words: &str| pdf(&[&[(700, words)]], "", &[]);
    assert!(refusal("a.pdf", &words(""), &limits).contains("text recognised (OCR)"));
    assert!(refusal("a.pdf", b"%PDF-1.4 and no more", &limits).contains("no PDF, or damaged"));
    // A form that draws itself, and forms that draw each other twice, thirty deep.
    let form = |own: &str, content: &str| {
        pdf_stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {own}"), content)
    };
    let draws = |other: usize| format!("/Resources << /XObject << /X {other} 0 R >> >>");
    let around = [(700, "The mill closed on Monday, the mayor of Reedham said."), (600, "/X")];
    let itself = [form(&draws(20), "/X Do /X Do")];
    let inherited = [form("", "/X Do /X Do")];
    let many: Vec<_> = (21..50).map(|next| form(&draws(next), "/X Do /X Do /X Do")).collect();
    for besides in [&itself[..], &inherited[..], &many[..]] {
        let file = pdf(&[&around], "/XObject << /X 20 0 R >>", besides);
        let corpus = load(&[("a.pdf", &file)], &limits).unwrap();
        assert_eq!(corpus.documents().len(), 1);
        assert!(corpus.documents()[0].text().contains("Reedham said."));
    }
    let mut whole = words("The mill closed on Monday, the mayor of Reedham said.");
    for at in (0..whole.len()).step_by(3) {
        whole[at] ^= 0x15;
        let _ = load(&[("a.pdf", &whole)], &limits);
        whole[at] ^= 0x15;
    }
    // What is packed small and unpacks large.
    let mut zlib = flate2::write::ZlibEncoder::new(vec![], Compression::best());
    zlib.write_all(&vec![b' '; 3_000_000]).unwrap();
    let packed = zlib.finish().unwrap();
    let start = words("x");
    let bomb = [
        &start[..],
        b"\n99 0 obj << /Filter /FlateDecode >>\nstream\n",
        &packed,
        b"\nendstream endobj",
    ]
    .concat();
    let small = Limits { max_file_bytes: 100_000, ..limits };
    assert!(refusal("b.pdf", &bomb, &small).contains("more than 100000 bytes"));
}

#[test]
fn web_archives() {
    let page = format!(
        "<html><head><title>Mill closes</title></head><body><article><h1>Mill closes</h1><p>{}</p></article></body></html>",
        PARAGRAPHS.join("</p><p>")
    );
    let archive = web_archive("https://herald.example/mill", page.as_bytes());
    let wanted = format!(
        "p.webarchive#WebMainResource\nMill closes | - | - | - | https://herald.example/mill\nMill closes\n{}",
        PARAGRAPHS.join("\n")
    );
    assert_eq!(only("p.webarchive", &archive, page.as_bytes()), wanted);
    for end in 0..archive.len() {
        let cut = [&archive[..end], &archive[archive.len() - 32..]].concat();
        // Whatever it is taken for, it is no panic.
        let _ = load(&[("p.webarchive", &cut)], &Limits::default());
    }
    assert!(
        refusal("p.webarchive", b"<?xml version='1.0'?>", &Limits::default())
            .contains("no binary property list")
    );
}

#[test]
fn what_is_no_article_is_named_once() {
    let page = html();
    let text = PARAGRAPHS[0].as_bytes();
    let corpus = load(
        &[
            ("page.html", page.as_bytes()),
            ("page_files/menu.html", b"<p>Menu</p>"),
            ("page_files/a.js", b"x"),
            ("other-Dateien/text.txt", text),
            ("gone_files/frame.html", b"<p>Menu</p>"),
            ("gone_files/style.css", b"x"),
            (
                "news_files/first.txt",
                b"The lamps on the quay will be lit again in May, the council said.",
            ),
            ("photo.jpg", b"x"),
            ("more/photo2.JPG", b"x"),
            ("old.doc", b"x"),
            ("all.zip", b"x"),
            ("table.xlsx", b"x"),
            ("notes", b"x"),
            (".hidden.doc", b"x"),
            (".git/config", b"x"),
            ("m.eml#text/html.txt", text),
            ("m.eml", format!("{HEADER}\r\n{}", PARAGRAPHS[2]).as_bytes()),
            ("m.eml !.txt", PARAGRAPHS[1].as_bytes()),
        ],
        &Limits::default(),
    )
    .unwrap();
    let names: Vec<_> = corpus.documents().iter().map(Document::name).collect();
    assert_eq!(
        names,
        [
            "m.eml !.txt",
            "m.eml#text/plain",
            "news_files/first.txt",
            "other-Dateien/text.txt",
            "page.html"
        ]
    );
    let said: Vec<_> =
        corpus.skipped().iter().map(|one| format!("{}: {}", one.name, one.reason)).collect();
    assert_eq!(
        said,
        [
            "all.zip: unpack it",
            "m.eml#text/html.txt: its name is that of a part of m.eml: give it a name without #",
            "more/photo2.JPG: it has no text to read, and is left where it is (and 1 more .jpg)",
            "notes: save its text as .txt or .html if it is an article, or else keep it in another folder",
            "old.doc: save it as .docx or .odt",
            "table.xlsx: save its text as .txt or .html if it is an article, or else keep it in another folder",
        ]
    );
    let faults = corpus.skipped().iter().filter(|one| one.reason.is_fault()).count();
    assert_eq!(faults, 5);
}

#[test]
fn feeds() {
    let entry = |id: u8, body: &str| {
        format!(
            "<item><title>Mill {id} &amp; more</title><link>https://herald.example/{id}</link><guid>{id}</guid><pubDate>Tue, 06 Jan 2026 07:30:00 GMT</pubDate>{body}</item>"
        )
    };
    let html = format!("<p>{}</p>", PARAGRAPHS.join("</p><p>"));
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Reedham Herald</title><link>https://herald.example</link><description>News</description>{}{}{}</channel></rss>",
        entry(1, &format!("<content:encoded><![CDATA[{html}]]></content:encoded>")),
        entry(
            2,
            "<description>The ferry to Hale starts again in March, the council said.</description>"
        ),
        entry(3, ""),
    );
    for name in ["f.rss", "f.xml"] {
        let corpus = load(&[(name, feed.as_bytes())], &Limits::default()).unwrap();
        let [first, second] = corpus.documents() else { panic!("{:?}", corpus.documents()) };
        assert_eq!(first.name(), format!("{name}#https://herald.example/1"));
        check_law(first, html.as_bytes());
        assert_eq!(first.metadata().title.as_deref(), Some("Mill 1 & more"));
        assert_eq!(first.metadata().publisher.as_deref(), Some("Reedham Herald"));
        assert_eq!(first.metadata().url.as_deref(), Some("https://herald.example/1"));
        assert_eq!(first.metadata().date.as_deref(), Some("2026-01-06T07:30:00+00:00"));
        check_law(second, b"The ferry to Hale starts again in March, the council said.");
    }
    assert!(
        refusal("a.xml", b"<settings><a/></settings>", &Limits::default())
            .contains("no RSS or Atom feed")
    );
}

#[test]
fn compressed_files() {
    let html = html();
    let words = PARAGRAPHS.join("\n");
    let name = "x/m.txt.gz";
    let text = PARAGRAPHS.join("\n\n");
    assert_eq!(
        only(name, &gzipped(text.as_bytes()), text.as_bytes()),
        format!("{name}#m.txt\n- | - | - | - | -\n{words}")
    );
    let mail = format!("{HEADER}Content-Type: text/html\r\n\r\n{html}");
    let wanted = format!(
        "m.eml.gz#m.eml#text/html\nMill closes – flats planned | - | Reedham Herald | 2026-01-06T08:30:00+01:00 | -\n{words}"
    );
    assert_eq!(only("m.eml.gz", &gzipped(mail.as_bytes()), html.as_bytes()), wanted);
}

#[test]
fn what_cannot_be_unpacked_is_skipped_with_a_reason() {
    let limits = Limits { max_file_bytes: 100_000, ..Limits::default() };
    let bomb = vec![b' '; 1_000_000];
    let mut deep = gzipped(b"The mill closed.");
    let mut name = "deep.txt.gz".to_owned();
    for _ in 0..3 {
        deep = gzipped(&deep);
        name += ".gz";
    }
    let docx = zipped(&[("word/document.xml", word_xml().as_bytes())]);
    let locked = zipped(&[
        ("META-INF/manifest.xml", b"<m><manifest:encryption-data/></m>"),
        ("content.xml", b"x"),
    ]);
    let many: Vec<_> = (0..9).map(|n| (format!("{n}.txt"), vec![b'x'; 90_000])).collect();
    let parts: String = many.iter().map(|(name, text)| format!("--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename={name}\r\n\r\n{}\r\n", String::from_utf8_lossy(&text[..11_000]))).collect();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("bomb.txt.gz", gzipped(&bomb), "more than 100000 bytes: raise `corpus.max_file_bytes`"),
        ("bomb.docx", zipped(&[("word/document.xml", &bomb)]), "more than 100000 bytes"),
        (&name, deep, "more than 3 deep: unpack it"),
        ("cut.docx", docx[..docx.len() / 2].to_vec(), "no Word document, or damaged"),
        ("empty.docx", zipped(&[]), "word/document.xml is missing"),
        ("other.docx", b"plain words".to_vec(), "no Word document, or damaged"),
        (
            "locked.docx",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more".to_vec(),
            "encrypted: save it without",
        ),
        ("locked.odt", locked, "encrypted: save it without"),
        ("cut.txt.gz", gzipped(&[b'x'; 999])[..12].to_vec(), "no file of gzip, or damaged"),
        (
            "bad.docx",
            zipped(&[("word/document.xml", b"<w:p><w:t>a</w:p>")]),
            "its XML is damaged at byte",
        ),
        (
            "none.mht",
            format!("{HEADER}Content-Type: text/plain\r\n\r\nwords").into_bytes(),
            "no page in it",
        ),
        ("none.eml", b"\r\n\r\n".to_vec(), "no header lines"),
    ];
    for (name, file, reason) in cases {
        let said = refusal(name, &file, &limits);
        assert!(said.starts_with(name) && said.contains(reason), "{said}");
    }
    let mail = format!("{HEADER}Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n");
    let small = Limits { max_file_bytes: 20_000, ..Limits::default() };
    assert!(refusal("large.eml", mail.as_bytes(), &small).contains("the limit is 20000"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Law 1 and law 7 whatever is packed and however the file is damaged.
    #[test]
    fn any_packed_text_keeps_the_laws(
        text in "([A-Za-zé“”<>&;=\"'./#-]{1,9}|[ \n\r\t]{1,3}|<p>|</p>|&amp;|<!--|-->|\u{0}){0,80}",
        cut in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let bytes = text.as_bytes();
        let files: Vec<(&str, Vec<u8>)> = vec![
            ("a.eml", format!("{HEADER}Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}", base64_of(bytes)).into_bytes()),
            ("b.eml", format!("{HEADER}Content-Type: text/plain; charset=latin1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}", quoted_printable(bytes)).into_bytes()),
            ("c.mht", format!("{HEADER}Content-Type: text/html\r\n\r\n{text}").into_bytes()),
            ("d.docx", zipped(&[("word/document.xml", bytes)])),
            ("e.odt", zipped(&[("content.xml", odt_xml().replace("Monday", &text).as_bytes())])),
            ("f.html.gz", gzipped(bytes)),
            ("g.rss", format!("<rss version=\"2.0\"><channel><item><description><![CDATA[{text}]]></description></item></channel></rss>").into_bytes()),
        ];
        let mut damaged: Vec<(String, Vec<u8>)> = vec![];
        let mut members: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        members.insert("a.eml#text/html", bytes.to_vec());
        members.insert("d.docx#word/document.xml", bytes.to_vec());
        members.insert("e.odt#content.xml", odt_xml().replace("Monday", &text).into_bytes());
        members.insert("f.html.gz#f.html", bytes.to_vec());
        for (name, file) in &files {
            let mut file = file.clone();
            if !file.is_empty() {
                for (at, with) in &flips {
                    let at = at.index(file.len());
                    file[at] ^= with;
                }
                file.truncate(cut.index(file.len()));
            }
            damaged.push((format!("x{name}"), file));
        }
        let mut all: Vec<(&str, &[u8])> = files.iter().map(|(name, file)| (*name, file.as_slice())).collect();
        all.extend(damaged.iter().map(|(name, file)| (name.as_str(), file.as_slice())));
        all.push(("z.txt", b"The mill by the river closed on Monday, the mayor said."));
        let corpus = load(&all, &Limits::default()).unwrap();
        for document in corpus.documents() {
            if let Some(member) = members.get(document.name()) {
                check_law(document, member);
            }
        }
        for skipped in corpus.skipped() {
            prop_assert!(!skipped.reason.to_string().contains("report this"), "{}: {}", skipped.name, skipped.reason);
        }
    }
}
