use serde_json::json;

use super::*;

const BOT: u64 = 7;

#[test]
fn commands_with_their_options() {
    let sent = json!({
        "id": "1", "application_id": "2", "type": 2, "token": "secret", "version": 1,
        "something": {"new": true}, "guild_id": "4", "member": {"user": {"id": "5"}, "nick": null},
        "data": {"id": "3", "name": "ask", "type": 1, "options": [
            {"name": "question", "type": 3, "value": " Who? "},
            {"name": "private", "type": 5, "value": true},
        ]},
    });
    let interaction = interaction(&sent).unwrap();
    assert_eq!((interaction.id, interaction.application), (1, 2));
    assert_eq!(interaction.who, Who { user: 5, server: Some(4) });
    assert_eq!(interaction.token.expose(), "secret");
    assert!(!format!("{interaction:?}").contains("secret"));
    let Request::Command(command) = interaction.request else { panic!("no command") };
    assert_eq!(command.name, "ask");
    assert_eq!(command.words("question"), "Who?");
    assert_eq!(command.words("topic"), "");
    assert!(command.is_set("private"));
    assert!(!command.is_set("question"));
    assert_eq!(command.target, Shown::default());
}

#[test]
fn the_message_in_whose_menu_a_command_was_chosen() {
    let sent = json!({
        "id": "1", "application_id": "2", "type": 2, "token": "t", "user": {"id": "5"},
        "data": {"id": "3", "name": "Ask about this", "type": 3, "target_id": "9", "resolved": {
            "messages": {"8": {"content": "no"}, "9": {"content": "Who?", "author": {"id": "4"}}},
        }},
    });
    let Request::Command(command) = interaction(&sent).unwrap().request else {
        panic!("no command")
    };
    assert_eq!(command.target.words, "Who?");
}

#[test]
fn buttons_with_what_was_asked_on_their_message() {
    let check = |custom_id: &str, message: Value, press: Option<Press>, line: &str| {
        let sent = json!({
            "id": "1", "application_id": "2", "type": 3, "token": "t", "user": {"id": "5"},
            "channel_id": "6", "data": {"custom_id": custom_id, "component_type": 2}, "message": message,
        });
        let expected = Request::Button(Pressed {
            press,
            line: line.to_owned(),
            link: None,
            is_stranger: false,
            is_moderator: false,
        });
        assert_eq!(interaction(&sent).unwrap().request, expected);
    };
    let press = || Press::read("page:2");
    let message =
        json!({"id": "9", "embeds": [{"author": {"name": "Who?"}, "description": "> He."}]});
    check("page:2", message.clone(), press(), "Who?");
    check("other", message, None, "Who?");
    check("page:2", json!({"id": "9", "embeds": [{"description": "> He."}]}), press(), "");
    check("page:2", json!({"id": "9"}), press(), "");
}

#[test]
fn only_what_stands_in_a_server_for_others_to_read_has_a_link() {
    let check = |server: Value, flags: Value, link: Option<&str>| {
        let sent = json!({
            "id": "1", "application_id": "2", "type": 3, "token": "t", "user": {"id": "5"},
            "guild_id": server, "channel_id": "6", "data": {"custom_id": "helpful:yes"},
            "message": {"id": "9", "flags": flags},
        });
        let Request::Button(pressed) = interaction(&sent).unwrap().request else { panic!("none") };
        assert_eq!(pressed.link.as_deref(), link);
    };
    check(json!("4"), json!(0), Some("https://discord.com/channels/4/6/9"));
    check(json!("4"), json!(4), Some("https://discord.com/channels/4/6/9"));
    check(json!("4"), json!(64), None);
    check(json!("4"), json!(68), None);
    check(json!(null), json!(0), None);
}

#[test]
fn blanks_that_are_being_filled_in() {
    let check = |options: Value, option: &str, typed: &str| {
        let sent = json!({
            "id": "1", "application_id": "2", "type": 4, "token": "t", "user": {"id": "5"},
            "data": {"id": "3", "name": "quotes", "type": 1, "options": options},
        });
        let expected = Typing { option: option.to_owned(), typed: typed.to_owned() };
        assert_eq!(interaction(&sent).unwrap().request, Request::Typing(expected));
    };
    let speaker = json!({"name": "speaker", "type": 3, "value": "Macron"});
    let topic = json!({"name": "topic", "type": 3, "value": " pea", "focused": true});
    check(json!([speaker, topic]), "topic", "pea");
    check(json!([speaker]), "", "");
    check(json!([{"name": "topic", "type": 3, "focused": true}]), "topic", "");
}

#[test]
fn what_is_missing_or_new_costs_no_more_than_itself() {
    let missing = |sent: Value| match interaction(&sent) {
        Err(ReadError::Missing(field)) => field,
        read => panic!("{read:?}"),
    };
    assert_eq!(missing(json!({})), "token");
    assert_eq!(missing(json!({"token": "t", "application_id": "2"})), "id");
    let check = |sent: Value| {
        let mut whole = json!({"id": "1", "application_id": "2", "token": "t"});
        for (key, value) in sent.as_object().unwrap() {
            whole[key] = value.clone();
        }
        interaction(&whole).unwrap().request
    };
    assert_eq!(check(json!({"type": 5})), Request::Unknown);
    assert_eq!(check(json!({"type": 99, "data": []})), Request::Unknown);
    assert_eq!(check(json!({"type": "odd"})), Request::Unknown);
    for odd in [json!(null), json!(7), json!("x"), json!([]), json!({}), json!([1, {"name": 7}])] {
        let sent = json!({
            "type": 2, "member": odd, "user": odd, "guild_id": odd, "channel": odd, "locale": odd,
            "data": {"name": "ask", "options": odd, "target_id": odd, "resolved": odd},
        });
        let Request::Command(command) = check(sent) else { panic!("no command") };
        assert_eq!(command.name, "ask");
        for field in ["flags", "embeds", "interaction_metadata", "referenced_message", "id"] {
            let sent = json!({"type": 3, "data": {"custom_id": "page:2"}, "message": {field: odd}});
            let Request::Button(pressed) = check(sent) else { panic!("no button") };
            assert_eq!(pressed.press, Press::read("page:2"), "with {field}: {odd}");
        }
    }
    let without_flags = json!({
        "type": 3, "data": {"custom_id": "page:2"}, "message": {"id": "9", "embeds": [{"author": {"name": "Who?"}}]},
    });
    assert!(matches!(check(without_flags), Request::Button(pressed) if pressed.line == "Who?"));
}

#[test]
fn whoever_pressed_is_known_from_whoever_asked() {
    let check = |message: Value, permissions: Value, stranger: bool, moderator: bool| {
        let sent = json!({
            "id": "1", "application_id": "2", "type": 3, "token": "t", "data": {"custom_id": "page:2"},
            "member": {"user": {"id": "5"}, "permissions": permissions}, "message": message,
        });
        let Request::Button(pressed) = interaction(&sent).unwrap().request else { panic!("none") };
        assert_eq!((pressed.is_stranger, pressed.is_moderator), (stranger, moderator), "{sent}");
    };
    let by = |user: &str| json!({"interaction_metadata": {"user": {"id": user}}});
    check(by("5"), json!("0"), false, false);
    check(by("6"), json!("8192"), true, true);
    check(json!({"interaction": {"user": {"id": "6"}}}), json!("1"), true, false);
    check(json!({"referenced_message": {"author": {"id": "6"}}}), json!(null), true, false);
    check(json!({}), json!("1125899906842623"), false, true);
}

#[test]
fn messages_that_ask() {
    let check_with = |changes: Value, expected: Option<(&str, Option<(&str, bool)>)>| {
        let mut sent = json!({
            "id": "1", "channel_id": "2", "guild_id": "3", "type": 0, "content": "<@7> Who?",
            "author": {"id": "4", "bot": false}, "mentions": [{"id": "7", "bot": true}],
        });
        for (key, value) in changes.as_object().unwrap() {
            sent[key] = value.clone();
        }
        let request = mention(&sent, BOT).unwrap().map(|mention| mention.request);
        let words = expected.map(|(words, about)| Request::Mention {
            words: words.to_owned(),
            about: about.map(|(about, is_own)| About {
                shown: Shown { words: about.to_owned(), ..Shown::default() },
                is_own,
                line: String::new(),
            }),
        });
        assert_eq!(request, words, "with {changes}");
    };
    let check = |changes: Value, expected: Option<&str>| {
        check_with(changes, expected.map(|words| (words, None)));
    };
    check(json!({}), Some("Who?"));
    check(json!({"content": "Tell me,\n<@!7>: who?"}), Some("Tell me, : who?"));
    check(json!({"content": "<@7>"}), Some(""));
    check(json!({"type": 19}), Some("Who?"));
    check(json!({"guild_id": null, "mentions": [], "content": "Who?"}), Some("Who?"));
    check(json!({"mentions": [{"id": "8"}], "content": "<@8> Who?"}), None);
    check(json!({"mentions": []}), None);
    check(json!({"author": {"id": "4", "bot": true}}), None);
    check(json!({"author": {"id": "7"}}), None);
    check(json!({"webhook_id": "9"}), None);
    check(json!({"type": 6}), None);
    check(json!({"author": {"id": "4", "bot": null}, "type": null}), Some("Who?"));
    check(json!({"author": {"id": "4", "avatar": 7}, "flags": "odd", "embeds": {}}), Some("Who?"));
    let reply = |author: &str| json!({"content": "“No!”", "author": {"id": author}});
    check_with(json!({"referenced_message": reply("8")}), Some(("Who?", Some(("“No!”", false)))));
    check_with(
        json!({"referenced_message": {"author": {"id": "8"}}}),
        Some(("Who?", Some(("", false)))),
    );
    check_with(json!({"referenced_message": reply("7")}), Some(("Who?", Some(("“No!”", true)))));
    check(json!({"referenced_message": null}), Some("Who?"));
    let forwarded = json!({"content": "", "mentions": [], "guild_id": null,
        "message_snapshots": [{"message": {"content": "“No!”"}}]});
    check_with(forwarded, Some(("", Some(("“No!”", false)))));
    let by_role = json!({"mentions": [], "mention_roles": ["70", "71"], "content": "<@&70> Who?"});
    check(by_role, Some("Who?"));
}

#[test]
fn a_reply_to_the_bot_tells_what_was_asked_before() {
    let check = |embeds: Value, expected: &str| {
        let sent = json!({
            "id": "1", "channel_id": "2", "guild_id": "3", "type": 19, "content": "why?", "author": {"id": "4"},
            "mentions": [{"id": "7", "bot": true}],
            "referenced_message": {"author": {"id": "7", "bot": true}, "content": "", "embeds": embeds},
        });
        let request = mention(&sent, BOT).unwrap().map(|mention| mention.request);
        let Some(Request::Mention { about: Some(about), .. }) = request else { panic!("{embeds}") };
        assert_eq!((about.is_own, about.line.as_str()), (true, expected), "{embeds}");
    };
    check(json!([{"author": {"name": "Is the pier closed?"}}]), "Is the pier closed?");
    check(json!([{"author": {"name": ""}}]), "");
    check(json!([{}]), "");
    check(json!(null), "");
}
