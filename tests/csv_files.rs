//! CSV files that are hard to read, files of contacts as the usual programs export them, and what is written out.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use reachly_core::csv::{Cell, FaultKind, Line, Reader, Row, Writer, is_formula, neutral};
use reachly_core::imports::fields::FIELDS;
use reachly_core::imports::format::{Format, detect};
use reachly_core::imports::mapping::{DateOrder, Person, Plan, date_order, guess, parse_date};
use serde_json::Value;

use crate::support::fixtures;

type Read = Vec<(Line, Vec<String>)>;

fn comma() -> Format {
    Format { encoding: "UTF-8".into(), delimiter: b',', header: false, skip_lines: 0 }
}

/// Header, and every row with its line.
fn read(bytes: &[u8], format: &Format) -> (Vec<String>, Read) {
    let mut reader = Reader::new(bytes, format).expect("the format can be read");
    let (mut row, mut rows) = (Row::new(), Vec::new());
    while let Some(line) = reader.next(&mut row).expect("bytes in memory can be read") {
        rows.push((line, row.iter().map(str::to_string).collect()));
    }
    (reader.header().to_vec(), rows)
}

fn detected(bytes: &[u8]) -> Format {
    detect(bytes, bytes.len() as u64).expect("this file can be read")
}

fn cells(rows: &Read) -> Vec<&[String]> {
    rows.iter().map(|(_, cells)| cells.as_slice()).collect()
}

fn faults(rows: &Read) -> Vec<(u64, FaultKind)> {
    rows.iter().filter_map(|(line, _)| line.fault.as_ref().map(|fault| (line.number, fault.kind))).collect()
}

fn hostile() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/hostile-csv")
}

fn hostile_file(name: &str) -> Vec<u8> {
    std::fs::read(hostile().join(name)).expect("the file is part of the checkout")
}

#[test]
fn every_hostile_file_is_read_as_its_manifest_says() {
    let manifest: Value =
        serde_json::from_slice(&hostile_file("manifest.json")).expect("the manifest is JSON");
    let mut refused = Vec::new();
    for entry in manifest.as_array().expect("the manifest is a list") {
        let name = entry["file"].as_str().expect("a file has a name");
        let bytes = hostile_file(name);
        if let Some(size) = entry["bytes"].as_u64() {
            assert_eq!(bytes.len() as u64, size, "{name} is stored byte for byte");
        }
        let format = match detect(&bytes, bytes.len() as u64) {
            Ok(format) => format,
            Err(error) => {
                assert!(error.todo.is_some(), "the refusal of {name} says what to do");
                refused.push((name, error.message));
                continue;
            }
        };
        if let Some(delimiter) = entry["delimiter"].as_str() {
            assert_eq!(char::from(format.delimiter).to_string(), delimiter, "the delimiter of {name}");
        }
        match entry["encoding"].as_str() {
            Some("broken") => assert_ne!(format.encoding, "UTF-8", "{name} is not valid UTF-8"),
            Some(encoding) => {
                assert_eq!(format.encoding, encoding.trim_end_matches(" BOM"), "the encoding of {name}");
            }
            None => {}
        }
        let (header, rows) = read(&bytes, &format);
        assert!(format.header, "{name} has a header");
        assert!(faults(&rows).is_empty(), "{name} has no faulty row: {:?}", faults(&rows));
        assert_eq!(Some(rows.len() as u64), entry["rows"].as_u64(), "the rows of {name}");
        if let Some(expected) = entry["expect_header"].as_array() {
            assert_eq!(header, expected.iter().filter_map(Value::as_str).collect::<Vec<_>>(), "in {name}");
        }
    }
    assert_eq!(
        refused,
        [
            ("empty.csv", "The file is empty.".to_string()),
            ("html_renamed.csv", "This is a web page saved under the name of a CSV file.".to_string())
        ],
        "only these two cannot be read, and they say why"
    );
}

#[test]
fn the_words_of_the_hostile_files_come_through() {
    for name in ["utf8_bom.csv", "utf16le_bom.csv", "excel_sep_line.csv", "windows1252_semicolon.csv"] {
        let bytes = hostile_file(name);
        let (_, rows) = read(&bytes, &detected(&bytes));
        assert_eq!(rows[0].1, ["ann@example.com", "Ann", "Müller", "Köln"], "the first person of {name}");
        let line = if name.starts_with("excel") { 3 } else { 2 };
        assert_eq!(rows[0].0.number, line, "the physical line of the first person of {name}");
    }
    let bytes = hostile_file("quoted_newlines.csv");
    let (_, rows) = read(&bytes, &detected(&bytes));
    assert_eq!(rows[0].1, ["a@example.com", "Line\r\nbreak", "He said \"hi\"", "x,y"]);
    assert_eq!((rows[0].0.number, rows[1].0.number), (2, 4), "a row over two lines moves the next one down");
    let bytes = hostile_file("stray_quotes.csv");
    let (_, rows) = read(&bytes, &detected(&bytes));
    assert_eq!(rows[2].1, ["c@example.com", "5\" pipe"], "a quote inside a cell is a character");
}

#[test]
fn csv_spectrum_reads_as_its_json() {
    let Some(folder) = fixtures("csv-spectrum") else { return };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("csvs")).expect("the folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("files have names").to_string();
        let bytes = std::fs::read(&path).expect("the file can be read");
        let json = std::fs::read(folder.join(format!("json/{name}.json"))).expect("each has its JSON");
        let expected: Value = serde_json::from_slice(&json).expect("it is JSON");
        let expected = if expected.is_array() { expected } else { Value::Array(vec![expected]) };
        let (header, rows) = read(&bytes, &Format { header: true, ..comma() });
        let mut found: Vec<Value> = Vec::new();
        for row in cells(&rows) {
            let pairs = header.iter().cloned().zip(row.iter().map(|cell| Value::String(cell.clone())));
            found.push(Value::Object(pairs.collect()));
        }
        let mut found = Value::Array(found);
        if name == "location_coordinates" {
            // Its JSON has another phone number and leaves two columns out: the coordinates are what it is for.
            let text = |value: &Value| value[0]["Location Coordinates"].clone();
            found = text(&found);
            assert_eq!(found, text(&expected), "the coordinates of {name}");
        } else {
            assert_eq!(found, expected, "{name} equals its JSON");
        }
        assert_eq!(detected(&bytes).delimiter, b',', "the delimiter of {name}");
        seen += 1;
    }
    assert_eq!(seen, 12, "all pairs were compared");
}

#[test]
fn an_unclosed_quote_costs_one_row_only() {
    let people: String = (0..500).map(|n| format!("p{n}@example.com,Person {n},Town\n")).collect();
    let open = format!("email,name,city\nx@example.com,\"Open,Town\n{people}");
    let (_, rows) = read(open.as_bytes(), &Format { header: true, ..comma() });
    assert_eq!(faults(&rows), [(2, FaultKind::UnclosedQuote)], "the line is named");
    assert_eq!(rows[0].1, ["x@example.com,\"Open,Town"], "and shown as it stands");
    assert_eq!(rows.len(), 501, "every other row is there");
    assert_eq!(rows[500].0.number, 502, "with its own line");

    // Positive control: the parser alone makes one row of all that follows, and says nothing.
    let mut bare = csv::ReaderBuilder::new().flexible(true).from_reader(open.as_bytes());
    assert_eq!(bare.records().filter(|record| record.is_ok()).count(), 1, "the parser swallows 500 people");

    let quoted = "\"a\",\"b\"\n\"c\",\"d\n\"e\",\"f\"\n\"g\",\"h\"\n";
    let (_, rows) = read(quoted.as_bytes(), &comma());
    assert_eq!(faults(&rows), [(2, FaultKind::UnclosedQuote)], "found although a later quote closes it");
    assert_eq!(cells(&rows)[2..], [["e", "f"], ["g", "h"]], "the rows after it are whole");

    let (_, rows) = read(b"a,b\nc,\"d\ne,f", &comma());
    assert_eq!(faults(&rows), [(2, FaultKind::UnclosedQuote)], "also near the end of the file");
    assert_eq!(cells(&rows)[2], ["e", "f"]);
}

#[test]
fn rows_beyond_the_limits_are_flagged_and_passed() {
    let big = "x".repeat(10 * 1024 * 1024);
    let file = format!("email,note\na@example.com,\"{big}\"\nb@example.com,1\nc@example.com,2\n");
    let (_, rows) = read(file.as_bytes(), &Format { header: true, ..comma() });
    assert_eq!(faults(&rows), [(2, FaultKind::TooLong)], "a field of 10 MB is too long");
    assert_eq!(cells(&rows)[1..], [["b@example.com", "1"], ["c@example.com", "2"]]);
    assert_eq!(rows[0].1[0].chars().count(), 1_000, "only its beginning is kept");

    let note: String = "line\n".repeat(30);
    let (_, rows) = read(format!("a,b\nc,\"{note}\"\ne,f\n").as_bytes(), &comma());
    assert_eq!(faults(&rows), [(2, FaultKind::TooLong)], "a well closed note of 30 lines is one long row");
    assert_eq!((rows.len(), rows[2].0.number), (3, 33));

    let (_, rows) = read(format!("{}\na,b\n", ",".repeat(2_048)).as_bytes(), &comma());
    assert_eq!(faults(&rows), [(1, FaultKind::TooManyFields)]);
    assert_eq!((rows[0].1.len(), rows[1].1.len()), (2_048, 2), "the first 2,048 fields are kept");
    let (_, rows) = read(format!("{}\n", ",".repeat(2_047)).as_bytes(), &comma());
    assert!(faults(&rows).is_empty(), "2,048 fields are allowed");
}

#[test]
fn lines_are_counted_however_they_end() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["a,b", "", "\"c", "d\",e", "f,g", ""].join(end);
        let (_, rows) = read(file.as_bytes(), &comma());
        let lines: Vec<u64> = rows.iter().map(|(line, _)| line.number).collect();
        assert_eq!(lines, [1, 3, 5], "with {end:?} as end of line");
        let skipped = Format { skip_lines: 2, ..comma() };
        let (_, rows) = read(file.as_bytes(), &skipped);
        assert_eq!((rows.len(), rows[0].0.number), (2, 3), "two lines skipped with {end:?}");
    }
    let blank = "\n".repeat(3 * 1024 * 1024) + "a,b\n";
    let (_, rows) = read(blank.as_bytes(), &comma());
    assert_eq!((rows.len(), rows[0].0.number), (1, 3 * 1024 * 1024 + 1), "blank lines are no rows");
}

#[test]
fn a_file_of_nothing_but_open_quotes_stays_linear() {
    // Each line closes the quote of the one before and opens another: no row ever ends.
    let file = "a\",\"b\n".repeat(1_000_000);
    let mut reader = Reader::new(file.as_bytes(), &comma()).expect("it can be read");
    let (mut row, mut count) = (Row::new(), 0_u64);
    while let Some(line) = reader.next(&mut row).expect("bytes in memory can be read") {
        assert!(line.fault.is_some(), "line {} is no good row", line.number);
        count += 1;
    }
    assert!(count > 0 && count < 1_000, "{count} faults: the budget of reading twice is kept");
}

#[test]
fn formats_are_told_apart() {
    let wide = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let text = "email;name\r\na@example.com;Ann\r\n";
    assert_eq!(detected(&wide(text, false)).encoding, "UTF-16LE", "UTF-16 without mark");
    assert_eq!(detected(&wide(text, true)).encoding, "UTF-16BE", "UTF-16 without mark, the other way round");
    let (_, rows) = read(&wide(text, true), &detected(&wide(text, true)));
    assert_eq!(rows[0].1, ["a@example.com", "Ann"]);

    assert!(!detected(b"a@example.com,Ann\nb@example.com,Bob\n").header, "an address is no name of a column");
    assert!(!detected("12/03/1980;Müller\n01/02/1970;Meyer\n".as_bytes()).header, "nor is a date");
    assert!(detected(b"email\na@example.com\n").header, "one column is enough");
    assert_eq!(detected(b"name;price;city\nA;1,5;x\nB;2,5;y\n").delimiter, b';', "decimals do not mislead");
    assert_eq!(detected(b"name|city\nA|x, y\nB|z, w\n").delimiter, b'|');
    assert_eq!(detected(b"sep=|\nname|city\nA|B\n").skip_lines, 1);

    let cut = &"name,city\nÄnn,Köln\n".as_bytes()[..12];
    let head = [cut, "Ä".as_bytes()].concat();
    assert_eq!(
        detect(&head[..head.len() - 1], 1_000).expect("a head can be read").encoding,
        "UTF-8",
        "a letter cut in two at the end of the head"
    );
    let kinds: [(&[u8], &str); 6] = [
        (b"PK\x03\x04\x14\0", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"<?xml version=\"1.0\"?>", "XML"),
        (b"a,b\0\x01\x02\0\0\0,c\n", "not text"),
        (b" \r\n\t\r\n", "blanks"),
    ];
    for (bytes, word) in kinds {
        let error = detect(bytes, bytes.len() as u64).expect_err("this is no list of rows");
        assert!(error.message.contains(word), "{} names {word}", error.message);
        assert!(error.kept.is_some() && error.todo.is_some(), "{} says what to do", error.message);
    }
    let large = detect(b"a,b\n", 3 << 30).expect_err("3 GB are too many");
    assert_eq!(large.code, reachly_core::Code::TooLarge);

    let json = serde_json::to_string(&detected(b"email;name\na@b.org;c\n")).expect("a format is JSON");
    assert_eq!(json, r#"{"encoding":"UTF-8","delimiter":";","header":true,"skipLines":0}"#);
    let bad = Format { encoding: "klingon".into(), ..comma() };
    assert_eq!(bad.check().expect_err("no such encoding").field.as_deref(), Some("encoding"));
    let bad = Format { delimiter: b'"', ..comma() };
    assert_eq!(bad.check().expect_err("a quote divides nothing").field.as_deref(), Some("delimiter"));
}

/// What the writer makes of these rows, without the byte order mark.
fn written(rows: &[Vec<Cell<'_>>]) -> String {
    let mut writer = Writer::new(Vec::new()).expect("memory can be written");
    for row in rows {
        row.iter().for_each(|cell| writer.write_cell(*cell));
        writer.end_row().expect("memory can be written");
    }
    let bytes = writer.finish().expect("memory can be written");
    let text = String::from_utf8(bytes).expect("the file is UTF-8");
    text.strip_prefix('\u{feff}').expect("the file begins with a byte order mark").to_string()
}

/// Whether a spreadsheet would run the cell.
fn runs(cell: &str) -> bool {
    let signs = "=+-@\t\r\n＝＋－＠";
    cell.trim_start_matches(' ').starts_with(|c| signs.contains(c))
}

#[test]
fn no_payload_leaves_as_a_formula_and_numbers_stay_numbers() {
    let bytes = hostile_file("formula_injection.csv");
    let (_, rows) = read(&bytes, &detected(&bytes));
    let payloads: Vec<&str> = rows.iter().map(|(_, cells)| cells[1].as_str()).collect();
    assert_eq!(payloads.len(), 19);
    // Positive control: all but the one that begins with the delimiter of another country would run as they are.
    let dangerous = payloads.iter().filter(|payload| runs(payload)).count();
    assert_eq!(dangerous, 18, "the payloads would run if they were written as they are");

    let out = written(&payloads.iter().map(|payload| vec![Cell::Text(payload)]).collect::<Vec<_>>());
    let (_, back) = read(out.as_bytes(), &comma());
    for (payload, (_, cells)) in payloads.iter().zip(&back) {
        assert!(!runs(&cells[0]), "{payload:?} is written as {:?}", cells[0]);
        let before = cells[0].strip_prefix('\'').unwrap_or(&cells[0]);
        assert_eq!(before, *payload, "nothing but an apostrophe was added");
    }
    assert!(out.contains("\";=1+1\""), "a foreign delimiter is quoted");

    let typed = [
        (Cell::Number("-5"), "-5"),
        (Cell::Number("+3.25"), "+3.25"),
        (Cell::Phone("+49 30 1234567"), "+49 30 1234567"),
        (Cell::Date("1980-03-12"), "1980-03-12"),
        (Cell::Number("-2+3"), "\"'-2+3\""),
        (Cell::Number("-5e"), "\"'-5e\""),
        (Cell::Phone("+1+1"), "\"'+1+1\""),
        (Cell::Phone("=1+12345"), "\"'=1+12345\""),
        (Cell::Date("=1"), "\"'=1\""),
        (Cell::Text("-5"), "\"'-5\""),
    ];
    for (cell, expected) in typed {
        assert_eq!(written(&[vec![cell]]), format!("{expected}\r\n"), "{cell:?}");
    }
    assert_eq!(
        written(&[vec![Cell::Text("")], vec![Cell::Text("a"), Cell::Text("b\"c")]]),
        "\"\"\r\na,\"b\"\"c\"\r\n"
    );
}

#[test]
fn exports_of_the_usual_programs_map_themselves() {
    let text = std::fs::read_to_string(hostile().with_file_name("contact-exports.json"))
        .expect("part of the checkout");
    let exports: Value = serde_json::from_str(&text).expect("it is JSON");
    let exports = exports.as_array().expect("a list of exports");
    assert_eq!(exports.len(), 7, "five programs, two of them in two forms");
    for export in exports {
        let name = export["name"].as_str().expect("an export has a name");
        let header: Vec<&str> =
            export["header"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        let columns = guess(&header, &[]);
        let mapped: serde_json::Map<String, Value> = columns
            .iter()
            .filter_map(|column| Some((column.field?.to_string(), Value::String(column.header.clone()))))
            .collect();
        let mut expected = export["fields"].as_object().expect("fields to columns").clone();
        expected.sort_keys();
        let mut mapped = mapped;
        mapped.sort_keys();
        assert_eq!(mapped, expected, "{name} maps itself, and nothing else of it is taken");
        assert_eq!(columns.len(), header.len(), "every column of {name} is listed");
    }
}

fn fields(header: &[&str], rows: &[&[&str]]) -> Vec<Option<&'static str>> {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_string()).collect()).collect();
    guess(header, &rows).iter().map(|column| column.field).collect()
}

#[test]
fn columns_are_found_by_name_in_four_languages_and_else_by_content() {
    let some = |keys: &[&'static str]| keys.iter().map(|key| Some(*key)).collect::<Vec<_>>();
    let german = ["E-Mail-Adresse", "Vorname", "Nachname", "Straße", "PLZ", "Ort", "Geburtsdatum", "Handy"];
    let keys = ["email", "first_name", "last_name", "street", "postal_code", "city", "birth_date", "phone"];
    assert_eq!(fields(&german, &[]), some(&keys), "German");
    let spanish = [
        "Correo electrónico",
        "Nombre",
        "Apellidos",
        "Dirección",
        "Código postal",
        "Ciudad",
        "Fecha de nacimiento",
        "Teléfono móvil",
    ];
    assert_eq!(fields(&spanish, &[]), some(&keys), "Spanish");
    let french =
        ["Courriel", "Prénom", "Nom", "Rue", "Code postal", "Ville", "Date de naissance", "Téléphone"];
    assert_eq!(fields(&french, &[]), some(&keys), "French");
    assert_eq!(fields(&["EMAIL", "FIRST_NAME", "lastName"], &[]), some(&keys[..3]), "however it is written");

    let rows: [&[&str]; 2] = [
        &["Ann", "ann@example.com", "+49 30 1234567", "1980-03-12"],
        &["Bob", "bob@example.org", "+49 30 7654321", "1971-10-02"],
    ];
    assert_eq!(
        fields(&[], &rows),
        [None, Some("email"), Some("phone"), Some("birth_date")],
        "without header"
    );
    assert_eq!(
        fields(&["Contact owner", "Kontaktweg"], &[&["x@example.com", "a@example.com"]]),
        [None, Some("email")],
        "an address of somebody else is not the contact's"
    );
    assert_eq!(
        fields(&["Email", "Email"], &[&["", "a@example.com"], &["", "b@example.com"]]),
        [None, Some("email")],
        "of two columns of one name the filled one is taken"
    );
    assert_eq!(
        fields(&["Create Date", "Opted in"], &[&["2026-01-01", "1980-01-01"]]),
        [None, None],
        "a date is no birth date because it is a date"
    );
    assert_eq!(
        fields(&["Home City", "Business City"], &[&["Köln", ""], &["Bonn", ""]]),
        [Some("city"), None],
        "the place that is filled"
    );
}

fn person(columns: &[&str], order: DateOrder, cells: &[&str]) -> Person {
    let plan = Plan::new(columns.iter().copied().enumerate(), order).expect("the plan holds together");
    let mut person = Person { email: "left over".into(), ..Person::default() };
    plan.apply(&Row::of(cells.iter().copied()), &mut person);
    person
}

#[test]
fn a_row_becomes_a_person() {
    let columns = ["email", "first_name", "last_name", "phone", "birth_date", "ignore", "city"];
    let row = [
        "  MAILTO:Ann@Example.com ",
        " ANN \u{a0} MARIE ",
        "Mül\u{200b}ler",
        "'+49 30 1234567",
        "3/4/1980",
        "x",
    ];
    let found = person(&columns, DateOrder::Mdy, &row);
    let expected = Person {
        email: "Ann@Example.com".into(),
        first_name: "ANN MARIE".into(),
        last_name: "Müller".into(),
        phone: "+49 30 1234567".into(),
        birth_date: "1980-03-04".into(),
        ..Person::default()
    };
    assert_eq!(found, expected, "cells are cleaned, capitals stay, a short row leaves fields empty");
    let faulty = person(&["birth_date", "email"], DateOrder::Dmy, &["3/25/1980", "a@b.org"]);
    assert_eq!((faulty.faults.len(), faulty.faults[0].column, faulty.email.as_str()), (1, 0, "a@b.org"));
    assert!(faulty.birth_date.is_empty(), "a date that does not exist is left out");

    let names = [
        ("Ann Marie Müller", "Ann Marie", "Müller"),
        ("Müller, Ann", "Ann", "Müller"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Oscar de la Renta", "Oscar", "de la Renta"),
        ("John Smith Jr.", "John", "Smith Jr."),
        ("John Smith, MD", "John", "Smith MD"),
        ("Cher", "Cher", ""),
        ("  ", "", ""),
    ];
    for (name, first, last) in names {
        let found = person(&["full_name"], DateOrder::Mdy, &[name]);
        assert_eq!((found.first_name.as_str(), found.last_name.as_str()), (first, last), "{name:?} is split");
    }
    let both = person(&["full_name", "last_name"], DateOrder::Mdy, &["Ann Meyer", "Müller"]);
    assert_eq!((both.first_name.as_str(), both.last_name.as_str()), ("Ann", "Müller"), "the piece wins");

    assert!(Plan::new([(0, "email"), (1, "email")], DateOrder::Mdy).is_err(), "no field has two columns");
    assert!(Plan::new([(0, "shoe_size")], DateOrder::Mdy).is_err(), "no field is made up");
    assert!(FIELDS.iter().all(|field| Plan::new([(0, field.key)], DateOrder::Mdy).is_ok()));
}

#[test]
fn the_order_of_dates_is_decided_on_evidence() {
    assert_eq!(date_order(["03/04/1980", "25/12/1979"]), Some(DateOrder::Dmy));
    assert_eq!(date_order(["03/04/1980", "12/25/1979"]), Some(DateOrder::Mdy));
    assert_eq!(date_order(["1980-03-04", "x"]), Some(DateOrder::Ymd));
    assert_eq!(date_order(["3.4.1980"]), Some(DateOrder::Dmy), "dots are written day first");
    assert_eq!(date_order(["03/04/1980", "05/06/1970"]), None, "both ways: the organization decides");
    assert_eq!(DateOrder::default(), DateOrder::Mdy);
    let dates = [
        ("12/03/1980", DateOrder::Dmy, Ok("1980-03-12")),
        ("12/03/1980", DateOrder::Mdy, Ok("1980-12-03")),
        ("12.03.1980", DateOrder::Mdy, Ok("1980-03-12")),
        ("1980-03-12T00:00:00Z", DateOrder::Mdy, Ok("1980-03-12")),
        ("1980/3/2 00:00", DateOrder::Dmy, Ok("1980-03-02")),
        ("19800312", DateOrder::Mdy, Ok("1980-03-12")),
        ("March 12, 1980", DateOrder::Dmy, Ok("1980-03-12")),
        ("12 de marzo de 1980", DateOrder::Mdy, Ok("1980-03-12")),
        ("12. März 1980", DateOrder::Mdy, Ok("1980-03-12")),
        ("1 juillet 1980", DateOrder::Mdy, Ok("1980-07-01")),
        ("3/4/29", DateOrder::Mdy, Ok("2029-03-04")),
        ("3/4/30", DateOrder::Mdy, Ok("1930-03-04")),
        ("80-03-12", DateOrder::Ymd, Ok("1980-03-12")),
        ("02/30/1980", DateOrder::Mdy, Err("This date does not exist in the order of this file.")),
        ("03/12", DateOrder::Mdy, Err("This date has no year.")),
        ("--03-12", DateOrder::Mdy, Err("This date has no year.")),
        ("soon", DateOrder::Mdy, Err("This is not a date.")),
    ];
    for (cell, order, expected) in dates {
        assert_eq!(parse_date(cell, order).as_deref().map_err(|e| *e), expected, "{cell} as {order:?}");
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_read_to_their_end(
        bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), Just(b'a'), any::<u8>()], 0..400),
        encoding in prop_oneof![Just("UTF-8"), Just("UTF-16LE"), Just("windows-1252"), Just("shift_jis")],
        skip_lines in 0_u32..3,
    ) {
        let _ = detect(&bytes, bytes.len() as u64);
        let format = Format { encoding: encoding.into(), skip_lines, ..comma() };
        let (_, rows) = read(&bytes, &format);
        let good = rows.iter().filter(|(line, _)| line.fault.is_none()).count();
        prop_assert_eq!(rows.len(), good + faults(&rows).len(), "every row is either good or a fault");
        prop_assert!(rows.windows(2).all(|two| two[0].0.number < two[1].0.number), "lines only go forward");
        let names: Vec<String> = rows.first().map(|(_, cells)| cells.clone()).unwrap_or_default();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let sample: Vec<Vec<String>> = rows.iter().map(|(_, cells)| cells.clone()).collect();
        let columns = guess(&names, &sample);
        let plan = Plan::new(columns.iter().filter_map(|c| Some((c.index, c.field?))), DateOrder::Dmy);
        let plan = plan.expect("a guess never gives a field twice");
        let mut out = Person::default();
        rows.iter().for_each(|(_, cells)| plan.apply(&Row::of(cells.iter().map(String::as_str)), &mut out));
    }

    #[test]
    fn what_is_written_is_read_back(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z=+@\"',;\t\r\n é-]{0,12}", 1..5), 0..20),
    ) {
        let mut writer = Writer::new(Vec::new()).expect("memory can be written");
        for row in &rows {
            writer.write_row(row.iter().map(String::as_str)).expect("memory can be written");
        }
        let bytes = writer.finish().expect("memory can be written");
        let (_, back) = read(&bytes, &comma());
        let expected: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| neutral(cell).into_owned()).collect()).collect();
        prop_assert!(faults(&back).is_empty(), "nothing written is faulty");
        prop_assert_eq!(back.into_iter().map(|(_, cells)| cells).collect::<Vec<_>>(), expected);
        prop_assert!(rows.iter().flatten().all(|cell| !is_formula(&neutral(cell))), "nothing written runs");
    }

    #[test]
    fn dates_never_panic(cell in "\\PC{0,14}|[0-9/. TZ:-]{0,20}") {
        for order in [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd] {
            let iso = parse_date(&cell, order);
            prop_assert!(iso.is_err() || iso.is_ok_and(|iso| iso.len() == 10), "{cell} is a whole date or none");
        }
        let _ = date_order([cell.as_str()]);
    }
}
