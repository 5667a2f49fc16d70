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

/// What a column stands for in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Time {
    /// Any.
    Any,
    /// A day.
    Day,
    /// So many months.
    Months(u32),
}

/// What stands in the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Articles in the order of their dates; where they are many, times.
    Date,
    /// Publishers, whenever they quote.
    Publisher,
}

/// An article, the articles of one publisher, of one day, or both, or all of one time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Column {
    /// Whether there is no date.
    is_undated: bool,
    /// The first day of the time that it stands for.
    date: Day,
    /// How long that time is.
    time: Time,
    /// Who quotes; empty where the column stands for a time.
    pub(super) publisher: String,
    /// Name of the article, where the column stands for one.
    document: String,
}

impl Column {
    /// The time in words: "6 Jan 2026", "Jan–Mar 2026", "2026"; empty where it is any.
    pub(super) fn when(&self) -> String {
        let (year, month, day) = self.date;
        let name = dates::short_month;
        match self.time {
            Time::Any => String::new(),
            _ if self.is_undated => "no date".to_owned(),
            Time::Day => format!("{day} {} {year}", name(month)),
            Time::Months(1) => format!("{} {year}", name(month)),
            Time::Months(12) => year.to_string(),
            Time::Months(months @ 13..) => format!("{year}–{}", year + months / 12 - 1),
            Time::Months(months) => {
                format!("{}–{} {year}", name(month), name(month + months.saturating_sub(1)))
            }
        }
    }

    /// Who quotes and when, for a label.
    pub(super) fn called(&self) -> String {
        let parts = [self.publisher.clone(), self.when()].into_iter();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

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
    /// A part of a year, or whole years.
    Months(u32),
    Publisher,
}

impl Counted {
    /// The map of these quotations with at most so many columns: an article each, or all of a day, a month or a year where
    /// there are more.
    pub(super) fn of(quotations: &[Quoted<'_>], most_columns: usize, by: By) -> Self {
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
        let columns = Columns::of(&shown, most_columns.max(2), by);
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
    fn of(shown: &[(usize, &Quoted<'_>)], most: usize, by: By) -> Self {
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
        if by == By::Publisher {
            return at(Grain::Publisher).cut(shown, most);
        }
        let grains = [Grain::Article, Grain::PublisherAndDay, Grain::Day];
        let months = [1, 3, 6, 12].map(Grain::Months);
        let mut grains = grains.into_iter().chain(months);
        let fitting = grains.find_map(|grain| Some(at(grain)).filter(|it| it.sorted.len() <= most));
        fitting.unwrap_or_else(|| {
            // Any years fit if enough of them are one.
            let mut months = 24;
            loop {
                let columns = at(Grain::Months(months));
                if columns.sorted.len() <= most {
                    return columns;
                }
                months *= 2;
            }
        })
    }

    /// The columns of the publishers that quote most, and one for all others.
    fn cut(mut self, shown: &[(usize, &Quoted<'_>)], most: usize) -> Self {
        if self.sorted.len() <= most {
            return self;
        }
        let mut counts: HashMap<Column, usize> = HashMap::new();
        for (_, quoted) in shown {
            *counts.entry(column(quoted.document(), self.grain)).or_default() += 1;
        }
        let mut ranked = self.sorted.clone();
        ranked.sort_by_key(|column| Reverse(counts.get(column).copied()));
        let others = ranked.split_off(most - 1).len();
        ranked.sort();
        ranked.push(Column { is_undated: true, ..publishers_column(format!("{others} others")) });
        self.sorted = ranked;
        self
    }

    /// The number of a document's column; of a publisher without one that of all others.
    fn number(&self, document: &Document) -> usize {
        let found = self.sorted.binary_search(&column(document, self.grain));
        found.unwrap_or_else(|_| self.sorted.len().saturating_sub(1))
    }

    fn cells(&self, shown: &[(usize, &Quoted<'_>)]) -> Vec<Cell> {
        let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for (row, quoted) in shown {
            let document = quoted.document();
            let at = *known.entry(document.name()).or_insert_with(|| self.number(document));
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
            if matches!(self.grain, Grain::Article | Grain::PublisherAndDay | Grain::Publisher) {
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

fn publishers_column(publisher: String) -> Column {
    let (date, time) = ((0, 0, 0), Time::Any);
    Column { is_undated: false, date, time, publisher, document: String::new() }
}

fn column(document: &Document, grain: Grain) -> Column {
    if matches!(grain, Grain::Publisher) {
        return publishers_column(publisher(document));
    }
    let day = document.metadata().date.as_deref().and_then(dates::day);
    let (year, month, of_month) = day.unwrap_or_default();
    let (date, time) = match grain {
        Grain::Months(months @ 12..) => ((year - year % (months / 12), 0, 0), Time::Months(months)),
        Grain::Months(months) => {
            ((year, month - month.saturating_sub(1) % months, 0), Time::Months(months))
        }
        _ => ((year, month, of_month), Time::Day),
    };
    let (publisher, document) = match grain {
        Grain::Article => (publisher(document), document.name().to_owned()),
        Grain::PublisherAndDay => (publisher(document), String::new()),
        _ => (String::new(), String::new()),
    };
    Column { is_undated: day.is_none(), date, time, publisher, document }
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
        Counted::of(&all, most, By::Date)
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
        let same = ["2026-03-01", "2026-03-01", "2026-03-01"];
        check(&same, 2, &["The Post, 1 Mar 2026"]);
        let quarters = ["2026-01-09", "2026-02-28", "2026-03-01", "2026-06-30"];
        check(&quarters, 2, &["Jan–Mar 2026", "Apr–Jun 2026"]);
        let halves = ["2025-11-01", "2026-02-28", "2026-05-01", "2026-12-30"];
        check(&halves, 3, &["Jul–Dec 2025", "Jan–Jun 2026", "Jul–Dec 2026"]);
        check(&["2026-03-01", "2026-03-05", "2026-04-05"], 2, &["Mar 2026", "Apr 2026"]);
        check(&["2025-03-01", "2025-11-05", "2026-04-05"], 2, &["2025", "2026"]);
        check(&["1990-03-01", "2001-06-05", "2026-04-05"], 2, &["1984–2015", "2016–2047"]);
        check(&["1990-03-01", "soon", "2026-04-05"], 2, &["1984–2047", "no date"]);
    }

    #[test]
    fn publishers_stand_in_columns_whenever_they_quote() {
        let check = |most: usize, expected: &[(&str, usize)]| {
            let heads: Vec<String> = ["The Post", "The Gull", "The Post", "The Echo", "The Ark"]
                .iter()
                .enumerate()
                .map(|(at, name)| format!("publisher: {name}\ndate: 202{at}-03-01"))
                .collect();
            let texts: Vec<String> =
                (0..5).map(|at| format!("\"We have {at} boats left,\" Ada Lind said.")).collect();
            let articles: Vec<(&str, &str)> = heads
                .iter()
                .zip(&texts)
                .map(|(head, text)| (head.as_str(), text.as_str()))
                .collect();
            let quotations = quotations(&articles);
            let all: Vec<_> = quotations.all().collect();
            let found = Counted::of(&all, most, By::Publisher);
            let shown: Vec<_> = found
                .cells
                .iter()
                .map(|cell| (found.columns[cell.column].called(), cell.count()))
                .collect();
            let expected: Vec<_> =
                expected.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
            assert_eq!(shown, expected, "in {most}");
        };
        check(9, &[("The Ark", 1), ("The Echo", 1), ("The Gull", 1), ("The Post", 2)]);
        check(3, &[("The Ark", 1), ("The Post", 2), ("2 others", 2)]);
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
