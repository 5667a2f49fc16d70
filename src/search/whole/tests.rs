use super::*;
use crate::english::sentences::sentences_of_blocks;
use crate::model::document::{Block, Metadata, Parts};
use crate::model::plan::{Piece, Plan};
use crate::model::span::{RawSpan, TextSpan};

/// A document with a paragraph on each line.
fn document(text: &str) -> Document {
    let mut start = 0;
    let mut blocks = vec![];
    for line in text.split('\n') {
        blocks
            .push(Block { kind: BlockKind::Body, span: TextSpan::new(start, start + line.len()) });
        start += line.len() + 1;
    }
    let sentences = sentences_of_blocks(text, &blocks);
    Document::new(Parts {
        name: "a.txt".to_owned(),
        digest: [0; 32],
        text: text.to_owned(),
        plan: Plan::new([Piece { raw: RawSpan::new(0, text.len()), replacement: None }]),
        blocks,
        sentences,
        metadata: Metadata::default(),
    })
    .unwrap()
}

/// What is shown with the sentence that holds `words`, where the reader is told who speaks or is not.
fn shown(text: &str, words: &str, is_told: bool) -> String {
    let document = document(text);
    let at = text.find(words).unwrap();
    let sentence = document.sentences().partition_point(|one| one.span.end() <= at);
    let stretch = stretch(&document, sentence..=sentence, is_told);
    let all = document.sentences();
    document.slice(all[*stretch.start()].span.hull(&all[*stretch.end()].span)).to_owned()
}

/// The sentence that holds the words must be shown with the one in front of it.
fn needs(text: &str, words: &str) -> bool {
    shown(text, words, false) == text
}

/// The sentence that holds the words stands alone.
fn alone(text: &str, words: &str) -> bool {
    let shown = shown(text, words, false);
    shown.len() < text.len() && shown.contains(words) && !shown.contains('\n')
}

#[test]
fn who_is_meant_is_shown_too() {
    for (text, words) in [
        ("Ada Lindqvist led the talks. She left on Friday.", "left on Friday"),
        ("Ola Nes won the first heat. He was fourth in the second.", "fourth"),
        ("The unions met the mayor. They asked for two days more.", "two days"),
        ("The ferry hit a rock. It sank within an hour.", "sank"),
        ("The council closed the pier. This angered the fishermen.", "angered"),
        ("Two bridges fell. Both had been checked in May.", "checked"),
        ("The dam broke at noon.\nIt had stood for 80 years.", "80 years"),
        ("Ada Lindqvist led the talks. On Friday she left.", "she left"),
        ("Ada Lindqvist led the talks. After the vote, she left for home.", "left for home"),
        ("The mayor was ill. His deputy opened the fair.", "deputy"),
        ("Four men were held. Their lawyer asked for bail.", "bail"),
        ("The firm sold its ships. That cost 90 jobs.", "90 jobs"),
        ("Some asked for a new vote. Those voices were few.", "few"),
        ("The plan was leaked. But it never passed.", "passed"),
        ("Ola Nes ran the port. And he knew the law.", "knew the law"),
    ] {
        assert!(needs(text, words), "{text}");
    }
}

#[test]
fn who_speaks_is_shown_too() {
    for (text, words) in [
        ("Ada Lindqvist saw the pier. “It held,” she said.", "It held"),
        ("Ola Nes runs the port. The pier held, he said.", "pier held"),
        ("The owners were asked. “We lost 40 boats,” they told reporters.", "40 boats"),
        ("Ada Lindqvist spoke first. “The pier,” she added, “will be rebuilt.”", "rebuilt"),
    ] {
        assert!(needs(text, words), "{text}");
        let told = shown(text, words, true);
        assert!(told.len() < text.len(), "who speaks stands beside it: {text}");
    }
}

#[test]
fn a_quotation_is_shown_whole() {
    for (text, words) in [
        ("“The pier held. It will be rebuilt,” Ada Lindqvist said.", "pier held"),
        ("“The pier held. It will be rebuilt,” Ada Lindqvist said.", "be rebuilt"),
        ("Ada Lindqvist said: “The pier held. No boat was lost.”", "No boat"),
        ("Ada Lindqvist said: \"The pier held. No boat was lost.\"", "No boat"),
        ("“Nobody came. Nobody called. Nobody cared,” Ola Nes said.", "called"),
        ("Ola Nes wrote: “We are closed. We open on Monday.” ", "open on Monday"),
        ("«Nobody came. Nobody called», Ola Nes said.", "Nobody called"),
    ] {
        assert!(needs(text.trim(), words), "{text}");
    }
}

#[test]
fn what_stands_under_another_date_is_shown_with_it() {
    for (text, words) in [
        ("In 1987 a flood struck Halden. The water killed 14 people.", "14 people"),
        (
            "A fire in March 2009 burned the mill. The blaze left 30 families homeless.",
            "30 families",
        ),
        ("Last year a storm closed the port. More than 200 boats were lost.", "200 boats"),
        ("Six years ago the dam broke. At least nine people drowned.", "nine people"),
        ("In October 1999 two trains met near Lund. Dozens were hurt.", "Dozens"),
        ("The club won the cup in 2004. The final drew 50,000 people.", "50,000"),
    ] {
        assert!(needs(text, words), "{text}");
    }
}

#[test]
fn what_stands_alone_is_shown_alone() {
    for (text, words) in [
        ("Ada Lindqvist led the talks. Ola Nes left on Friday.", "Ola Nes"),
        ("Ada Lindqvist led the talks. She left on Friday.", "led the talks"),
        ("The ferry hit a rock. It is clear that nobody was hurt.", "nobody was hurt"),
        ("The mayor was ill. The deputy mayor, Ola Nes, said he would open the fair.", "deputy"),
        ("The pier held. “It will be rebuilt,” said Ada Lindqvist.", "rebuilt"),
        ("“It held,” Ada Lindqvist said. “It was built to last,” Ola Nes said.", "to last"),
        ("In 1987 a flood struck Halden. In 2003 the water killed 14 people.", "14 people"),
        ("A storm struck Halden on Monday. The water killed 14 people.", "14 people"),
        ("The pier held.\nOla Nes ran the port for 20 years.", "20 years"),
        ("The pier held. This week the port reopens.", "reopens"),
    ] {
        assert!(alone(text, words), "{text}");
    }
}

#[test]
fn a_whole_article_in_quote_marks_is_no_quotation() {
    let long = format!("“{} The last sentence.”", "The pier held once more. ".repeat(60));
    assert_eq!(shown(&long, "The last", true), "The last sentence.”");
}
