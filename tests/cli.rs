//! The command line, as administrators and other programs call it.
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SECRET: &str = "SECRET//NOFORN\n\nThe pump house opens on Monday.\n\nSECRET//NOFORN\n";
const PLAIN: &str = "The pump house opens on Monday.\n";

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("a folder of an earlier run");
    }
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    folder
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_shareguard"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo built it");
    // A program that refuses its arguments does not read.
    let _ = child.stdin.take().expect("it was piped").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("answers are UTF-8");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{line}: {why}"))).collect()
}

#[test]
fn exit_status_says_what_was_found() {
    let folder = folder("status");
    for (name, content) in [("secret.txt", SECRET), ("plain.txt", PLAIN), ("green.txt", "TLP:GREEN\n\nHosts\n")] {
        fs::write(folder.join(name), content).expect("written");
    }
    fs::write(folder.join("broken.json"), "{").expect("written");
    for (arguments, expected) in [
        (&["scan", "plain.txt"][..], 0),
        (&["scan", "green.txt"], 0),
        (&["scan", "secret.txt"], 1),
        (&["scan", "plain.txt", "secret.txt"], 1),
        (&["scan", "missing.txt"], 2),
        (&["scan", "missing.txt", "secret.txt"], 2),
        (&["scan"], 2),
        (&["scan", "--nonsense", "plain.txt"], 2),
        (&["scan", "--policy", "broken.json", "plain.txt"], 2),
        (&["scan", "--policy", "missing.json", "plain.txt"], 2),
        (&["scan", "--site", "chatgpt.com", "plain.txt"], 2),
        (&["scan", "--jsonl", "plain.txt"], 2),
        (&["policy", "check", "broken.json"], 1),
        (&["policy", "check", "missing.json"], 2),
        (&["policy", "schema"], 0),
    ] {
        let output = run(&folder, arguments, "");
        assert_eq!(status(&output), expected, "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_json_answer_has_the_fields_of_the_contract() {
    let folder = folder("contract");
    fs::write(folder.join("a.txt"), "关于😀\n机密★10年\n").expect("written");
    let output = run(&folder, &["scan", "--json", "a.txt"], "");
    let [answer] = lines(&output).try_into().expect("one line a file");
    assert_eq!(answer["path"], "a.txt");
    assert_eq!(answer["action"], "warn");
    assert_eq!(answer["rank"], 4);
    assert_eq!(answer["complete"], true);
    assert_eq!(answer["notices"], json!([]));
    let finding = &answer["findings"][0];
    for (key, expected) in [
        ("system", json!("cn")),
        ("level", json!("机密")),
        ("rank", json!(4)),
        // 关于, two units of an emoji, a line feed.
        ("span", json!({"start": 5, "end": 11})),
        ("quote", json!("机密★10年")),
        ("origin", json!("body")),
        ("line", json!(2)),
    ] {
        assert_eq!(finding[key], expected, "{key}");
    }
    let confidence = finding["confidence"].as_f64().expect("a number");
    assert!((0.5..=1.0).contains(&confidence), "{confidence}");
    assert!(finding["evidence"].as_array().is_some_and(|evidence| !evidence.is_empty()));
}

#[test]
fn jsonl_answers_each_line_in_order_and_goes_on_after_a_bad_one() {
    let folder = folder("jsonl");
    fs::write(folder.join("secret.txt"), SECRET).expect("written");
    let questions = [
        json!({"id": 1, "text": SECRET}).to_string(),
        "not json".to_owned(),
        json!({"id": "three", "path": "secret.txt"}).to_string(),
        json!({"id": 4, "path": "missing.txt"}).to_string(),
        json!({"id": 5}).to_string(),
        json!({"id": 6, "text": "a", "path": "b"}).to_string(),
        json!({"id": 7, "text": "a", "other": 1}).to_string(),
        String::new(),
        json!({"id": {"eight": 8}, "text": PLAIN}).to_string(),
        json!({"text": ""}).to_string(),
    ];
    let output = run(&folder, &["scan", "--jsonl"], &questions.join("\n"));
    assert_eq!(status(&output), 2, "some lines could not be read");
    let told: Vec<(Value, Option<String>)> = lines(&output)
        .into_iter()
        .map(|line| (line["id"].clone(), line["action"].as_str().map(str::to_owned)))
        .collect();
    let warn = Some("warn".to_owned());
    let allow = Some("allow".to_owned());
    let expected = [
        (json!(1), warn.clone()),
        (json!(null), None),
        (json!("three"), warn),
        (json!(4), None),
        (json!(5), None),
        (json!(6), None),
        (json!(7), None),
        (json!({"eight": 8}), allow.clone()),
        (json!(null), allow),
    ];
    assert_eq!(told, expected);
    assert!(lines(&output).iter().all(|line| line.get("error").is_some() != line.get("action").is_some()));
}

#[test]
fn jsonl_answers_before_the_next_question_comes() {
    use std::io::{BufRead, BufReader};
    let mut child = Command::new(env!("CARGO_BIN_EXE_shareguard"))
        .args(["scan", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("cargo built it");
    let mut questions = child.stdin.take().expect("it was piped");
    let mut answers = BufReader::new(child.stdout.take().expect("it was piped")).lines();
    for id in 0..3 {
        writeln!(questions, "{}", json!({"id": id, "text": PLAIN})).expect("it reads");
        let answer: Value = serde_json::from_str(&answers.next().expect("a line").expect("UTF-8")).expect("JSON");
        assert_eq!(answer["id"], id);
    }
    drop(questions);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn files_in_every_encoding_of_text_are_read_and_others_are_never_clean() {
    let folder = folder("encodings");
    let units = || "\u{FEFF}机密★10年\n".encode_utf16();
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    for (name, bytes, action, complete) in [
        ("bom.txt", "\u{FEFF}机密★10年".as_bytes(), "warn", true),
        ("little.txt", &little, "warn", true),
        ("big.txt", &big, "warn", true),
        ("odd.txt", &little[..little.len() - 1], "warn", false),
        ("empty.txt", b"", "allow", true),
        ("latin.txt", b"caf\xE9", "allow", true),
        ("program.bin", b"\x7FELF\0\0\0", "warn", false),
    ] {
        fs::write(folder.join(name), bytes).expect("written");
        let output = run(&folder, &["scan", "--json", name], "");
        let [answer] = lines(&output).try_into().expect("one line a file");
        assert_eq!((answer["action"].as_str(), answer["complete"].as_bool()), (Some(action), Some(complete)), "{name}");
        assert_eq!(answer["notices"].as_array().map(Vec::is_empty), Some(complete), "{name}");
    }
}

#[test]
fn folders_are_read_in_order_and_loops_end() {
    let folder = folder("folders");
    fs::create_dir_all(folder.join("tree/b/deep")).expect("made");
    for name in ["tree/z.txt", "tree/a.txt", "tree/b/deep/m.txt"] {
        fs::write(folder.join(name), PLAIN).expect("written");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("..", folder.join("tree/b/loop")).expect("linked");
        std::os::unix::fs::symlink("nowhere", folder.join("tree/dangling")).expect("linked");
    }
    let output = run(&folder, &["scan", "--json", "tree"], "");
    let paths: Vec<Value> = lines(&output).into_iter().map(|line| line["path"].clone()).collect();
    let expected: &[&str] = if cfg!(unix) {
        &["tree/a.txt", "tree/b/deep/m.txt", "tree/dangling", "tree/z.txt"]
    } else {
        &["tree/a.txt", "tree/b/deep/m.txt", "tree/z.txt"]
    };
    assert_eq!(paths, expected);
    assert_eq!(status(&output), if cfg!(unix) { 2 } else { 0 }, "a link that leads nowhere could not be read");
}

#[test]
fn a_policy_decides_by_site_and_channel() {
    let folder = folder("policy");
    let policy = json!({"version": 1, "name": "Test", "rules": [
        {"id": "chat", "categories": ["ai-chat"], "action": "block"},
        {"id": "attach", "channels": ["attach"], "action": "justify"},
    ]});
    fs::write(folder.join("policy.json"), policy.to_string()).expect("written");
    for (arguments, expected) in [
        (&[][..], "warn"),
        (&["--site", "https://x.com/home"], "warn"),
        (&["--site", "https://chatgpt.com/c/1"], "block"),
        (&["--channel", "attach"], "justify"),
        (&["--channel", "attach", "--site", "https://claude.ai/new"], "block"),
    ] {
        let arguments = [&["scan", "--json", "--policy", "policy.json", "-"], arguments].concat();
        let output = run(&folder, &arguments, SECRET);
        assert_eq!(lines(&output)[0]["action"], expected, "{arguments:?}");
        assert_eq!(lines(&output)[0]["path"], "-");
    }
}

#[test]
fn people_are_told_line_system_level_and_action() {
    let output = run(&folder("people"), &["scan", "-"], "Hello\n机密★10年\n");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    for part in [
        "(standard input):2: cn 机密 (rank 4)",
        "  | 机密★10年",
        "warn by default/restricted",
        "1 checked, 1 at warn or above",
    ] {
        assert!(text.contains(part), "{part:?} in {text}");
    }
}

#[test]
fn a_marking_in_a_property_of_a_picture_is_told_with_the_property() {
    let folder = folder("property");
    let content = include_bytes!("files/picture/tools/exiftool.jpg");
    fs::write(folder.join("photo.jpg"), content).expect("written");
    let output = run(&folder, &["scan", "photo.jpg"], "");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(status(&output), 1, "{said}");
    assert!(said.contains("photo.jpg: EXIF ImageDescription: us SECRET (rank 4)\n  | SECRET//NOFORN"), "{said}");
    let [answer] = lines(&run(&folder, &["scan", "--json", "photo.jpg"], "")).try_into().expect("one line a file");
    let properties: Vec<_> = answer["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|finding| (&finding["origin"], &finding["property"]))
        .collect();
    assert!(properties.contains(&(&json!("metadata"), &json!("EXIF UserComment"))), "{answer}");
}

#[test]
fn an_explanation_names_the_parts_the_evidence_and_what_nearly_was_a_marking() {
    let text = "SECRET//NOFORN\nCrews rotate on Friday.\n\nHe had a folder marked TOP SECRET on his table.\n";
    let output = run(&folder("explain"), &["scan", "--explain", "-"], text);
    let told = String::from_utf8(output.stdout).expect("UTF-8");
    for part in [
        "(standard input):1: us SECRET (rank 4)",
        "    NOFORN: ",
        "    +2.8 ",
        "(standard input):4: not taken for a marking: us TOP SECRET, confidence 0.",
        "    -2.5 ",
    ] {
        assert!(told.contains(part), "{part:?} in {told}");
    }
    let output = run(&folder("explain"), &["scan", "--explain", "--json", "-"], text);
    let explanation = &lines(&output)[0]["explanation"];
    let part = &explanation["findings"][0]["parts"][1];
    assert_eq!(part["text"], "NOFORN", "{explanation}");
    assert!(part["meaning"].as_str().is_some_and(|meaning| meaning.contains("foreign")), "{part}");
    let missed = &explanation["near_misses"][0];
    assert_eq!((&missed["line"], &missed["level"]), (&4.into(), &"TOP SECRET".into()), "{explanation}");
    for reason in missed["evidence"].as_array().expect("a list") {
        let sentence = reason["sentence"].as_str().expect("a sentence");
        assert!(reason["weight"].is_number() && sentence.ends_with('.'), "{reason}");
    }
    let plain = run(&folder("explain"), &["scan", "--json", "-"], text);
    assert!(lines(&plain)[0].get("explanation").is_none(), "only where it was asked for");
}

#[test]
fn an_explanation_of_a_picture_says_of_how_much_only_the_ends_were_read() {
    let folder = folder("explain-picture");
    fs::write(folder.join("page.png"), include_bytes!("../benches/pictures/marked-en.png")).expect("written");
    // Not optimised and beside other tests, reading it can take longer than the time that a file has by default.
    let patient = json!({"version": 1, "name": "Test", "time_limits": {"file_seconds": 60}});
    fs::write(folder.join("policy.json"), patient.to_string()).expect("written");
    let scan =
        |options: &[&str]| run(&folder, &[&["scan", "--policy", "policy.json", "page.png"], options].concat(), "");
    let output = scan(&["--explain"]);
    let told = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(told.contains("lines, within paragraphs, only the ends were read"), "{told}");
    assert!(!told.contains("not fully checked"), "what a page of text is read like is no notice: {told}");
    let [answer] = lines(&scan(&["--explain", "--json"])).try_into().expect("one line");
    let read = &answer["explanation"]["read"];
    let (all, ends_only) = (read["lines"].as_u64(), read["ends_only"].as_u64());
    assert!(ends_only > Some(10) && ends_only < all && read["unread"] == 0, "{answer}");
    // Who does not ask for reasons is told, too, and the check is no less complete for it.
    assert_eq!(
        (&answer["skimmed"][0]["lines"], &answer["skimmed"][0]["ends_only"]),
        (&read["lines"], &read["ends_only"])
    );
    assert_eq!(answer["complete"], true, "{answer}");
    let plain = String::from_utf8(scan(&[]).stdout).expect("UTF-8");
    assert!(plain.ends_with(", 1 not read in full\n"), "{plain}");
}

#[test]
fn an_emitted_policy_carries_exactly_the_checked_text() {
    let folder = folder("emit");
    let policy = "{\n  \"version\": 1,\n  \"name\": \"保密\"\n}\n";
    fs::write(folder.join("policy.json"), policy).expect("written");
    fs::write(folder.join("broken.json"), "{}").expect("written");
    for (target, pointer) in
        [("chrome-json", "/3rdparty/extensions/ID"), ("firefox", "/policies/3rdparty/Extensions/ID")]
    {
        let output = run(&folder, &["policy", "emit", "--for", target, "--extension", "ID", "policy.json"], "");
        assert_eq!(status(&output), 0);
        let emitted: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let managed = emitted.pointer(pointer).unwrap_or_else(|| panic!("{pointer} in {emitted}"));
        assert_eq!(managed["policy_json"], policy);
        // sha256sum of the file above.
        assert_eq!(managed["policy_sha256"], "98e93c5e9a5a810de373f2ca378f139248bc9ad5e13f4a4c2f4bc400cc4d4dc7");
        let output = run(&folder, &["policy", "emit", "--for", target, "broken.json"], "");
        assert_eq!(
            (status(&output), output.stdout.is_empty()),
            (1, true),
            "nothing is printed for a policy with mistakes"
        );
    }
}

#[test]
fn emitted_ids_are_those_of_the_manifest() {
    let manifest = fs::read_to_string("scripts/package/manifest.mjs").expect("it is in the tree");
    let folder = folder("ids");
    fs::write(folder.join("policy.json"), r#"{"version":1,"name":"N"}"#).expect("written");
    for (target, pointer) in [("chrome-json", "/3rdparty/extensions"), ("firefox", "/policies/3rdparty/Extensions")] {
        let output = run(&folder, &["policy", "emit", "--for", target, "policy.json"], "");
        let emitted: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let ids = emitted.pointer(pointer).and_then(Value::as_object).expect("an object by id");
        for id in ids.keys() {
            assert!(manifest.contains(id.as_str()), "{id}");
        }
    }
}

#[test]
fn explain_names_every_rule_and_the_one_that_decides() {
    let folder = folder("explain");
    let policy = json!({"version": 1, "name": "Test", "time_limits": {"file_seconds": 3}, "rules": [
        {"id": "elsewhere", "sites": ["claude"], "action": "block"},
        {"id": "others", "systems": ["cn"], "action": "block"},
        {"id": "here", "action": "justify"},
    ]});
    fs::write(folder.join("policy.json"), policy.to_string()).expect("written");
    let arguments =
        ["policy", "explain", "--policy", "policy.json", "--site", "https://chatgpt.com/", "--text", SECRET];
    let output = run(&folder, &arguments, "");
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    for part in [
        "time limits: 3 s for one file, 60 s for all files",
        "place: chatgpt, category ai-chat",
        "rule elsewhere: not here",
        "rule others: not about this",
        "rule here: justify",
        "justify by here",
        "action: justify",
    ] {
        assert!(text.contains(part), "{part:?} in {text}");
    }
    assert_eq!(status(&output), 1);
}
