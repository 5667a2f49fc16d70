//! What the reading room is told: articles and passages, speakers, quotations, the map, and checked words.

use serde_json::{Value, json};

use super::program::Demo;

async fn read(demo: &Demo, path: &str) -> Value {
    let (status, head, body) = demo.get(path).await;
    assert_eq!(status, 200, "{path}: {body}");
    assert!(head.contains("content-type: application/json"), "{head}");
    serde_json::from_str(&body).expect("JSON")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key} in {value:#}"))
}

/// What an address names, as a question for the article.
fn article_of(address: &Value) -> String {
    let address = address.as_str().expect("an address").strip_prefix('#').expect("a fragment");
    format!("/reading/article?{address}")
}

/// The words that are marked as the passage, of each paragraph.
fn cited(article: &Value) -> Vec<String> {
    let marked = |paragraph: &Value| {
        let text: Vec<char> = paragraph["text"].as_str().expect("text").chars().collect();
        let at = |span: &Value, end: usize| span[end].as_u64().expect("an offset") as usize;
        let words = |span: &Value| text[at(span, 0)..at(span, 1)].iter().collect();
        list(paragraph, "passage").iter().map(words).collect::<Vec<String>>()
    };
    list(article, "paragraphs").iter().flat_map(marked).collect()
}

#[tokio::test]
async fn addresses_lead_to_their_words() {
    let demo = Demo::start(&[]);
    let articles = read(&demo, "/reading/articles").await;
    assert_eq!((&articles["total"], list(&articles, "articles").len()), (&json!(5), 5));
    let found = read(&demo, "/reading/articles?find=associated").await;
    assert_eq!(list(&found, "articles").len(), 1, "{found:#}");
    let whole = read(&demo, &article_of(&list(&found, "articles")[0]["address"])).await;
    assert!(cited(&whole).is_empty() && list(&whole, "paragraphs").len() > 10);
    let repaired = read(&demo, "/reading/article?document=002_87af0ff4f4581aa7.txt").await;
    let repairs = list(&repaired, "paragraphs").iter().flat_map(|one| list(one, "repairs"));
    assert!(repairs.clone().count() > 10 && repairs.clone().all(|one| one["was"].is_string()));

    let speakers = read(&demo, "/reading/speakers?find=starmer").await;
    assert_eq!(list(&speakers, "speakers")[0]["name"], "Keir Starmer", "{speakers:#}");
    let quotes = read(&demo, "/reading/quotes?speaker=Keir%20Starmer").await;
    assert!(quotes["total"].as_u64().is_some_and(|total| total > 5), "{quotes:#}");
    for quotation in list(&quotes, "quotations") {
        let marked = cited(&read(&demo, &article_of(&quotation["address"])).await).join(" … ");
        assert_eq!(quotation["words"], marked, "{quotation:#}");
    }

    let map = read(&demo, "/reading/map?speaker=Starmer&width=700").await;
    assert_eq!((&map["title"], &map["width"]), (&json!("Who quotes Starmer"), &json!(700.0)));
    let cells = list(&map, "marks").iter().map(|mark| &mark["cell"]).filter(|cell| !cell.is_null());
    let mut sentences = 0;
    for cell in cells {
        let places: Vec<_> = list(cell, "places").iter().filter_map(Value::as_str).collect();
        let places = read(&demo, &format!("/reading/places/{}", places.join(","))).await;
        for place in places.as_array().expect("a list") {
            let marked = cited(&read(&demo, &article_of(&place["address"])).await);
            assert_eq!(marked, [place["words"].as_str().expect("words")]);
            sentences += 1;
        }
    }
    assert!(sentences > 5, "each mark opens its sentences: {map:#}");

    let words = "to%20deploy%20forces%20to%20Ukrainian%20territory";
    let checked = read(&demo, &format!("/reading/check?words={words}")).await;
    assert_eq!(checked["check"]["verdict"], "altered", "{checked:#}");
    assert_eq!(checked["places"][0]["changed"], "a condition is left out");
    assert!(!cited(&read(&demo, &article_of(&checked["places"][0]["address"])).await).is_empty());
}

#[tokio::test]
async fn what_is_not_there_is_said_and_breaks_nothing() {
    let demo = Demo::start(&[]);
    for path in [
        "/reading/article",
        "/reading/article?document=",
        "/reading/article?document=nothing.txt",
        "/reading/article?document=../Cargo.toml",
        "/reading/article?document=%FF%00",
        "/reading/nothing",
    ] {
        assert!(matches!(demo.get(path).await.0, 400 | 404), "{path}");
    }
    for path in [
        "/reading/articles?from=99999999999999999999999",
        "/reading/articles?from=77",
        "/reading/articles?find=%3Cscript%3E",
        "/reading/article?document=001_cd9e64f6467ca39f.txt&passage=9-1,x,-,99999999-999999999",
        "/reading/speakers?find=%22%27",
        "/reading/quotes?speaker=Nobody%20At%20All&page=-1",
        "/reading/quotes?page=99999999",
        "/reading/map?speaker=Nobody%20At%20All&width=NaN",
        "/reading/map?width=-1e30",
        "/reading/map?by=publisher&width=320",
        "/reading/map?by=nothing",
        "/reading/check",
        "/reading/check?words=%F0%9F%98%80",
    ] {
        read(&demo, path).await;
    }
    let places = read(&demo, "/reading/places/x,000000000000,,%F0%9F%98%80").await;
    assert_eq!(places, json!([null, null, null, null]));
    let many = vec!["000000000000"; 500].join(",");
    let places = read(&demo, &format!("/reading/places/{many}")).await;
    assert!(places.as_array().is_some_and(|places| places.len() == 64), "bounded");
    assert_eq!(demo.end().await, Some(0));
}
