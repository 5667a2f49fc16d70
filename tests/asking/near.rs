//! What only comes near is refused: another one's name, another deed, another time; and what is told in other words is not.

use super::*;

const BRIDGE: &str = "---
date: 2031-09-18
---
Halden bridge shut after cable snaps

HALDEN - The suspension bridge of Halden was closed on Wednesday after one of its cables snapped and hit a bus, injuring nine passengers.

The driver, Oda Brekke, steered the bus to the bank although her windscreen was gone.

A lorry driver who had killed the engine of his vehicle in time got away unhurt.

Mayor Ruth Amsel said the town would not reopen the bridge before spring. A woman from Torvik who sat in the bus is still in hospital.

In 1998 the bridge was shut for a year when rust was found, and two painters died in a fall.

Inspectors of the road office had examined the cables in June. The engineer who signed their report was not available for comment.

Some 12 percent of the commuters of Halden cross the fjord by ferry now. The ferry Solvei makes 14 trips a day.
";

const CUP: &str = "Handball: Lerum beat Vasby to win the cup

LERUM - Lerum won the handball cup on Sunday, beating Vasby 31-28 in the final in front of 8,400 spectators.

Goalkeeper Ines Holt, who saved four penalties, was named player of the final. The referee was Per Aune.

Vasby's captain, Mona Dahl, was sent off in the second half for a foul on Holt.

\"We ran out of legs,\" said the Vasby coach, Nils Rask. Asked about the referee he fell silent.

The president of the handball federation, Vera Lund, handed over the cup. Lerum will play in the European league from October on.
";

fn towns() -> tempfile::TempDir {
    articles(&[("bridge.md", BRIDGE), ("cup.txt", CUP)])
}

#[test]
fn what_only_comes_near_is_refused() {
    let folder = towns();
    let engine = engine(folder.path());
    let check = |question: &str| {
        let answer = engine.ask(question).unwrap();
        assert_ne!(answer.outcome, Outcome::Answered, "{question}: {}", first(&answer));
    };
    // A name that nobody gives.
    check("what is the name of the lorry driver");
    check("who was the engineer that signed the report");
    check("whats the name of the woman from torvik");
    check("who is the mayor of torvik");
    check("who is the president of vasby");
    check("what are the names of the painters");
    // A deed that nobody tells.
    check("did the lorry driver die");
    check("did the mayor step down");
    check("did oda brekke get sued");
    check("who inspected the ferry");
    check("how many people drowned in the fjord");
    check("how many spectators were arrested");
    check("who booed the referee");
    check("who filmed the crash of the bus");
    // Another time.
    check("how many people died this week at the bridge");
    check("how many painters were hurt on wednesday");
    // No number, or a share of them.
    check("how many commuters does halden have");
    check("how many penalties did dahl save");
    check("how much did the ferry solvei cost");
}

#[test]
fn what_is_told_is_answered() {
    let folder = towns();
    let engine = engine(folder.path());
    let check = |question: &str, expected: &str| {
        let answer = engine.ask(question).unwrap();
        assert_eq!(answer.outcome, Outcome::Answered, "{question}: {}", first(&answer));
        assert!(first(&answer).contains(expected), "{question}: {}", first(&answer));
    };
    check("what is the name of the bus driver", "Oda Brekke");
    check("whats the name of the ferry", "Solvei");
    check("who is the mayor of halden", "Ruth Amsel");
    check("who is the vasby coach", "Nils Rask");
    check("whos the president of the handball federation", "Vera Lund");
    check("who was the ref", "Per Aune");
    check("did the lorry driver get hurt", "unhurt");
    check("did anyone die when the bridge was shut in 1998", "two painters died");
    check("who got sent off", "Mona Dahl");
    check("who won", "Lerum won");
    check("who saved the penalties", "Ines Holt");
    check("what was the score", "31-28");
    check("who was player of the match", "Ines Holt");
    check("how many ferry trips are there", "14 trips");
    check("when will the bridge open again", "before spring");
    check("what happens next for lerum", "European league");
    check("will the bridge reopen soon", "not reopen the bridge before spring");
}
