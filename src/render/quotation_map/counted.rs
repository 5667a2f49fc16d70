//! How often whom quotes whom, and how: speakers in rows, articles or dates in columns.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::english::dates;
use crate::model::answer::label;
use crate::model::document::Document;
use crate::model::place::Place;
use crate::model::quotation::Form;
use crate::model::verdict::Quoted;

/// Rows of a map. Who is quoted less is counted, not drawn.
const SPEAKERS: usize = 12;
/// Places that are kept of one cell; further quotations are counted.
const PLACES: usize = 30;
/// Publishers named for one cell.
const PUBLISHERS: usize = 3;

/// Year, month and day.
type Day = (u32, u32, u32);

/// A map before it is drawn.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Counted {
    /// Who is quoted, most first, and how often.
    pub(super) speakers: Vec<(String, usize)>,
    /// By whom, in the order of the dates; what has no date comes last.
    pub(super) columns: Vec<Column>,
    /// Where a speaker is quoted in a column, row by row.
    pub(super) cells: Vec<Cell>,
    /// How many quotations there are.
    pub(super) total: usize,
    /// Speakers that have no row, and their quotations.
    pub(super) left_out: (usize, usize),
    /// Quotations of which the text does not tell who speaks.
    pub(super) nobodys: usize,
}

/// An article, the articles of one publisher on one day, or all of one time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    /// Whether there is no date.
    is_undated: bool,
    /// Year; month or 0; day or 0.
    date: Day,
    /// Years that it stands for, where that is more than one.
    years: u32,
    /// Who quotes; empty where the column stands for a time.
    pub(super) publisher: String,
    /// Name of the article, where the column stands for one.
    document: String,
}

impl Column {
    /// The date in words: "6 Jan 2026", "Jan 2026", "2026".
    pub(super) fn when(&self) -> String {
        let (year, month, day) = self.date;
        let month = month.checked_sub(1).and_then(|at| MONTHS.get(at as usize));
        match (self.is_undated, month, day) {
            (true, ..) => "no date".to_owned(),
            (_, Some(month), 1..) => format!("{day} {month} {year}"),
            (_, Some(month), 0) => format!("{month} {year}"),
            (_, None, _) if self.years > 1 => format!("{year}–{}", year + self.years - 1),
            (_, None, _) => year.to_string(),
        }
    }

    /// Who quotes and when, for a label.
    pub(super) fn called(&self) -> String {
        let parts = [self.publisher.clone(), self.when()].into_iter();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Where a speaker is quoted in a column.
#[derive(Debug, PartialEq)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    /// Quotations by form: word for word, fragments, paraphrases.
    pub(super) counts: [usize; 3],
    /// Where the first of them stand.
    pub(super) places: Vec<Place>,
    /// Who quotes, where the column stands for a time: the most frequent first.
    publishers: Vec<(String, usize)>,
}

impl Cell {
    /// How many quotations there are in it.
    pub(super) fn count(&self) -> usize {
        self.counts.iter().sum()
    }

    /// The forms with their numbers: "3 word for word, 1 paraphrase".
    pub(super) fn forms(counts: [usize; 3]) -> String {
        let called = ["word for word", "in part word for word", "paraphrased"];
        let parts = counts.iter().zip(called).filter(|(count, _)| **count > 0);
        parts.map(|(count, called)| format!("{count} {called}")).collect::<Vec<_>>().join(", ")
    }

    /// Who quotes in it: "The Post 2, The Herald 1".
    pub(super) fn publishers(&self) -> String {
        let named = self.publishers.iter().take(PUBLISHERS);
        let mut named: Vec<_> = named.map(|(name, count)| format!("{name} {count}")).collect();
        if self.publishers.len() > PUBLISHERS {
            named.push(format!("{} others", self.publishers.len() - PUBLISHERS));
        }
        named.join(", ")
    }
}

/// How much of its articles a column stands for.
#[derive(Debug, Clone, Copy)]
enum Grain {
    Article,
    PublisherAndDay,
    Day,
    Month,
    Year,
    Years(u32),
}

impl Counted {
    /// The map of these quotations with at most so many columns: an article each, or all of a day, a month or a year where
    /// there are more.
    pub(super) fn of(quotations: &[Quoted<'_>], most_columns: usize) -> Self {
        let mut totals: Vec<(&str, usize)> = vec![];
        let mut rows: HashMap<&str, usize> = HashMap::new();
        for name in quotations.iter().filter_map(Quoted::speaker) {
            let row = *rows.entry(name).or_insert_with(|| {
                totals.push((name, 0));
                totals.len() - 1
            });
            totals[row].1 += 1;
        }
        let named: usize = totals.iter().map(|(_, count)| count).sum();
        totals.sort_by_key(|(_, count)| Reverse(*count));
        let left_out = totals.get(SPEAKERS..).unwrap_or_default();
        let left_out = (left_out.len(), left_out.iter().map(|(_, count)| count).sum());
        totals.truncate(SPEAKERS);
        let rows: HashMap<&str, usize> =
            totals.iter().enumerate().map(|(row, (name, _))| (*name, row)).collect();
        let shown: Vec<(usize, &Quoted<'_>)> = quotations
            .iter()
            .filter_map(|quoted| Some((*rows.get(quoted.speaker()?)?, quoted)))
            .collect();
        let columns = Columns::of(&shown, most_columns.max(1));
        Self {
            cells: columns.cells(&shown),
            columns: columns.sorted,
            speakers: totals.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
            total: quotations.len(),
            left_out,
            nobodys: quotations.len() - named,
        }
    }
}

/// The columns, and how a document finds its own.
struct Columns {
    grain: Grain,
    sorted: Vec<Column>,
}

impl Columns {
    fn of(shown: &[(usize, &Quoted<'_>)], most: usize) -> Self {
        let mut documents: BTreeMap<&str, &Document> = BTreeMap::new();
        for (_, quoted) in shown {
            documents.insert(quoted.document().name(), quoted.document());
        }
        let at = |grain| {
            let mut sorted: Vec<Column> =
                documents.values().map(|document| column(document, grain)).collect();
            sorted.sort();
            sorted.dedup();
            Self { grain, sorted }
        };
        let grains =
            [Grain::Article, Grain::PublisherAndDay, Grain::Day, Grain::Month, Grain::Year];
        let fitting = grains.into_iter().map(at).find(|columns| columns.sorted.len() <= most);
        fitting.unwrap_or_else(|| {
            // Any years fit if enough of them are one.
            let mut years = 2;
            loop {
                let columns = at(Grain::Years(years));
                if columns.sorted.len() <= most.max(2) {
                    return columns;
                }
                years *= 2;
            }
        })
    }

    fn cells(&self, shown: &[(usize, &Quoted<'_>)]) -> Vec<Cell> {
        let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for (row, quoted) in shown {
            let document = quoted.document();
            let at = *known.entry(document.name()).or_insert_with(|| {
                let column = column(document, self.grain);
                self.sorted.binary_search(&column).unwrap_or_default()
            });
            let cell = cells.entry((*row, at)).or_insert_with(|| Cell {
                row: *row,
                column: at,
                counts: [0; 3],
                places: vec![],
                publishers: vec![],
            });
            cell.counts[form(quoted.quotation().form())] += 1;
            if cell.places.len() < PLACES {
                cell.places.push(Place::of(document, quoted.quotation().span()));
            }
            if matches!(self.grain, Grain::Article | Grain::PublisherAndDay) {
                continue;
            }
            let name = publisher(document);
            match cell.publishers.iter_mut().find(|(there, _)| *there == name) {
                Some((_, count)) => *count += 1,
                None => cell.publishers.push((name, 1)),
            }
        }
        let mut cells: Vec<Cell> = cells.into_values().collect();
        for cell in &mut cells {
            cell.publishers.sort_by_key(|(_, count)| Reverse(*count));
        }
        cells
    }
}

fn form(form: Form) -> usize {
    match form {
        Form::Direct => 0,
        Form::Mixed => 1,
        Form::Indirect => 2,
    }
}

fn publisher(document: &Document) -> String {
    let metadata = document.metadata();
    let named = metadata.publisher.clone().or_else(|| metadata.title.clone());
    named.unwrap_or_else(|| label(document))
}

fn column(document: &Document, grain: Grain) -> Column {
    let day = document.metadata().date.as_deref().and_then(dates::day);
    let (year, month, of_month) = day.unwrap_or_default();
    let date = match grain {
        Grain::Article | Grain::PublisherAndDay | Grain::Day => (year, month, of_month),
        Grain::Month => (year, month, 0),
        Grain::Year => (year, 0, 0),
        Grain::Years(years) => (year - year % years, 0, 0),
    };
    let (publisher, document) = match grain {
        Grain::Article => (publisher(document), document.name().to_owned()),
        Grain::PublisherAndDay => (publisher(document), String::new()),
        _ => (String::new(), String::new()),
    };
    let years = if let Grain::Years(years) = grain { years } else { 1 };
    Column { is_undated: day.is_none(), date, years, publisher, document }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article::corpus::{Corpus, Limits};
    use crate::quotations::Quotations;

    /// The quotations of articles with these heads and texts, each in a file of its own.
    pub(in crate::render::quotation_map) fn quotations(articles: &[(&str, &str)]) -> Quotations {
        let folder = tempfile::tempdir().unwrap();
        for (number, (head, text)) in articles.iter().enumerate() {
            let text = format!("---\n{head}\n---\n\n{text}\n");
            std::fs::write(folder.path().join(format!("{number:04}.md")), text).unwrap();
        }
        let corpus = Corpus::load(folder.path(), &Limits::default()).unwrap();
        Quotations::of(corpus.into_documents().into())
    }

    fn counted(articles: &[(&str, &str)], most: usize) -> Counted {
        let quotations = quotations(articles);
        let all: Vec<_> = quotations.all().collect();
        Counted::of(&all, most)
    }

    const LIND: &str = "\"We rebuild the pier before winter,\" Ada Lind said on Monday. Ada Lind said the ferry was safe.";
    const BOTH: &str =
        "\"We wait for the report,\" said Per Holm. \"The pier is closed,\" Ada Lind said.";

    #[test]
    fn speakers_and_articles_are_counted() {
        let found = counted(
            &[
                ("publisher: The Post\ndate: 2026-03-02", LIND),
                ("publisher: The Herald\ndate: 2026-03-01", BOTH),
                ("publisher: The Gull", "\"I saw smoke,\" said Per Holm."),
            ],
            12,
        );
        assert_eq!(found.speakers, [("Ada Lind".to_owned(), 3), ("Per Holm".to_owned(), 2)]);
        let called: Vec<_> = found.columns.iter().map(Column::called).collect();
        assert_eq!(called, ["The Herald, 1 Mar 2026", "The Post, 2 Mar 2026", "The Gull, no date"]);
        let cells: Vec<_> =
            found.cells.iter().map(|cell| (cell.row, cell.column, cell.counts)).collect();
        assert_eq!(
            cells,
            [(0, 0, [1, 0, 0]), (0, 1, [1, 0, 1]), (1, 0, [1, 0, 0]), (1, 2, [1, 0, 0])]
        );
        assert_eq!((found.total, found.left_out, found.nobodys), (5, (0, 0), 0));
        assert!(found.cells.iter().all(|cell| cell.places.len() == cell.count()));
    }

    #[test]
    fn many_articles_share_columns() {
        let check = |dates: &[&str], most: usize, expected: &[&str]| {
            let heads: Vec<String> =
                dates.iter().map(|date| format!("publisher: The Post\ndate: {date}")).collect();
            let articles: Vec<(String, String)> = heads
                .into_iter()
                .enumerate()
                .map(|(at, head)| (head, format!("\"We have {at} boats left,\" Ada Lind said.")))
                .collect();
            let articles: Vec<(&str, &str)> =
                articles.iter().map(|(head, text)| (head.as_str(), text.as_str())).collect();
            let found = counted(&articles, most);
            let called: Vec<_> = found.columns.iter().map(Column::called).collect();
            assert_eq!(called, expected, "{dates:?} in {most}");
            let sum: usize = found.cells.iter().map(Cell::count).sum();
            assert_eq!(sum, dates.len());
        };
        check(&["2026-03-01", "2026-03-01"], 3, &["The Post, 1 Mar 2026", "The Post, 1 Mar 2026"]);
        check(&["2026-03-01", "2026-03-01"], 1, &["The Post, 1 Mar 2026"]);
        check(&["2026-03-01", "2026-03-05", "2026-04-05"], 2, &["Mar 2026", "Apr 2026"]);
        check(&["2025-03-01", "2025-06-05", "2026-04-05"], 2, &["2025", "2026"]);
        check(&["1990-03-01", "2001-06-05", "2026-04-05"], 2, &["1984–2015", "2016–2047"]);
        check(&["1990-03-01", "soon", "2026-04-05"], 2, &["1984–2047", "no date"]);
    }

    #[test]
    fn a_map_is_bounded() {
        let texts: Vec<(String, String)> = (0..40)
            .map(|at| {
                let name = ["Lind", "Holm", "Berg", "Dahl", "Moen"][at % 5];
                let first = ["Ada", "Per", "Eva", "Tor", "Liv", "Jon", "Kari", "Nils"][at / 5];
                let said = format!("\"We wait for report number {at},\" {first} {name} said.");
                (format!("date: 20{at:02}-01-01"), said)
            })
            .collect();
        let articles: Vec<(&str, &str)> =
            texts.iter().map(|(head, text)| (head.as_str(), text.as_str())).collect();
        let found = counted(&articles, 8);
        assert_eq!(found.speakers.len(), SPEAKERS);
        assert_eq!(found.left_out, (40 - SPEAKERS, 40 - SPEAKERS));
        assert!(found.columns.len() <= 8);
    }
}
