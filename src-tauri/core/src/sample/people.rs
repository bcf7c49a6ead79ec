//! People of the sample brokerage: three files as a broker would have them, with the faults real files have. Nobody of
//! them exists: their addresses stand on reserved domains, or have local parts that the provider does not give.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// One file of the sample.
pub struct SampleFile {
    pub name: &'static str,
    /// List the people join.
    pub list: &'static str,
    pub text: String,
}

const FIRST: &[&str] = &[
    "Maria",
    "James",
    "Linda",
    "Robert",
    "Patricia",
    "John",
    "Jennifer",
    "Michael",
    "Elizabeth",
    "William",
    "Barbara",
    "David",
    "Susan",
    "Richard",
    "Jessica",
    "Joseph",
    "Sarah",
    "Thomas",
    "Karen",
    "Carlos",
    "Nancy",
    "Daniel",
    "Lisa",
    "Matthew",
    "Betty",
    "Anthony",
    "Sandra",
    "Mark",
    "Ashley",
    "Donald",
    "Grace",
    "Steven",
    "Aiko",
    "Paul",
    "Hannah",
    "Seán",
    "Tomás",
    "Zoë",
    "José",
    "Anke",
    "Li",
    "Priya",
    "Fatima",
    "Ivan",
    "Noah",
    "Oliver",
    "Chloe",
    "René",
    "Søren",
    "Władysław",
];
const LAST: &[&str] = &[
    "Gonzalez",
    "Smith",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Garcia",
    "Miller",
    "Davis",
    "Rodriguez",
    "Martinez",
    "Hernandez",
    "Lopez",
    "Wilson",
    "Anderson",
    "Taylor",
    "Moore",
    "Jackson",
    "Martin",
    "Lee",
    "Perez",
    "Thompson",
    "White",
    "Harris",
    "Sanchez",
    "Clark",
    "Ramirez",
    "Lewis",
    "Robinson",
    "Walker",
    "Young",
    "Allen",
    "King",
    "Wright",
    "Scott",
    "O'Connor",
    "Müller",
    "Ångström",
    "Nguyễn",
    "Wei",
    "Sharma",
    "Haddad",
    "Petrov",
    "Kim",
    "Cohen",
    "Okafor",
    "Whitfield",
    "D'Angelo",
    "St. James",
    "Fernández-Ruiz",
];
const CITIES: &[(&str, &str, &str)] = &[
    ("Boston", "MA", "02108"),
    ("Worcester", "MA", "01608"),
    ("Springfield", "MA", "01103"),
    ("Cambridge", "MA", "02139"),
    ("Lowell", "MA", "01852"),
    ("Quincy", "MA", "02169"),
    ("Providence", "RI", "02903"),
    ("Hartford", "CT", "06103"),
    ("Manchester", "NH", "03101"),
    ("Portland", "ME", "04101"),
];
const FIRMS: &[&str] =
    &["Northgate", "Bluewater", "Oak & Elm", "Harborview", "Summit", "Pilgrim", "Old Colony", "Lakeside"];

/// Somebody, before the faults of a file.
#[derive(Clone)]
struct Somebody {
    first: String,
    last: String,
    email: String,
    phone: String,
    company: String,
    place: usize,
    born: String,
}

/// Dice of the generator.
struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u64() % end as u64).unwrap_or(0)
    }

    /// True once in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

fn ascii(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfd().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

fn somebody(dice: &mut Dice, number: usize) -> Somebody {
    let (first, last) = (dice.pick(FIRST).to_string(), dice.pick(LAST).to_string());
    let local = format!("{}.{}{number}", ascii(&first), ascii(&last));
    let email = match dice.below(20) {
        // Gmail gives no underscores.
        0..=5 => format!("{}_{}_{number}@gmail.com", ascii(&first), ascii(&last)),
        6 => format!("{}_{number}@gmial.com", ascii(&first)),
        7 if dice.once_in(2) => format!("{local}@mailinator.com"),
        8 if dice.once_in(3) => {
            format!("{}@firm{number}.example.com", dice.pick(&["info", "sales", "office", "noreply"]))
        }
        9 if dice.once_in(4) => format!("{local}@rivera"),
        10 if dice.once_in(4) => format!("{local}.example.org"),
        11 if dice.once_in(6) => String::new(),
        12..=14 => format!("{local}@example.org"),
        15..=16 => format!("{local}@mail.example.net"),
        _ => format!("{local}@example.com"),
    };
    Somebody {
        email,
        phone: if dice.once_in(3) { String::new() } else { format!("(617) 555-{:04}", dice.below(10_000)) },
        company: if dice.once_in(4) { format!("{} LLC", dice.pick(FIRMS)) } else { String::new() },
        place: dice.below(CITIES.len()),
        born: format!("{:02}/{:02}/{}", 1 + dice.below(12), 1 + dice.below(28), 1938 + dice.below(62)),
        first,
        last,
    }
}

/// What happens to cells in real files: case, blanks, capitals.
fn worn(dice: &mut Dice, person: &Somebody) -> Somebody {
    let mut person = person.clone();
    match dice.below(24) {
        0 => person.email = person.email.to_uppercase(),
        1 => person.email = format!("  {} ", person.email),
        2 => person.first = person.first.to_uppercase(),
        3 => person.last = person.last.to_lowercase(),
        4 => person.first = format!(" {}", person.first),
        _ => {}
    }
    person
}

fn cell(text: &str, delimiter: char) -> String {
    if text.contains(delimiter) || text.contains('"') || text.contains('\n') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_string()
    }
}

struct Shape {
    name: &'static str,
    list: &'static str,
    header: &'static str,
    delimiter: char,
    rows: std::ops::Range<usize>,
}

/// Renewals like Mailchimp's export, the birthdays like Outlook's, the fair typed by hand with semicolons.
const SHAPES: &[Shape] = &[
    Shape {
        name: "renewals-2027.csv",
        list: "Renewals 2027",
        header: "Email Address,First Name,Last Name,Phone Number,Address,Company",
        delimiter: ',',
        rows: 0..5_200,
    },
    Shape {
        name: "turning-65.csv",
        list: "Turning 65",
        header: "First Name,Last Name,E-mail Address,Mobile Phone,Home City,Home State,Home Postal Code,Birthday",
        delimiter: ',',
        rows: 4_700..8_300,
    },
    Shape {
        name: "spring-fair.csv",
        list: "Spring fair",
        header: "Name;E-mail;City;Phone",
        delimiter: ';',
        rows: 7_600..10_000,
    },
];

fn line(shape: &Shape, person: &Somebody) -> String {
    let (city, state, zip) = CITIES[person.place];
    let name = format!("{} {}", person.first, person.last);
    let address = format!("{} Main St, {city}, {state} {zip}", 1 + person.place * 7);
    let cells: Vec<&str> = match shape.name {
        "renewals-2027.csv" => {
            vec![&person.email, &person.first, &person.last, &person.phone, &address, &person.company]
        }
        "turning-65.csv" => {
            vec![&person.first, &person.last, &person.email, &person.phone, city, state, zip, &person.born]
        }
        _ => vec![&name, &person.email, city, &person.phone],
    };
    let cells: Vec<String> = cells.into_iter().map(|text| cell(text, shape.delimiter)).collect();
    cells.join(&shape.delimiter.to_string())
}

/// The three files, the same on every machine and day.
pub fn files() -> Vec<SampleFile> {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(2027));
    let people: Vec<Somebody> = (0..10_000).map(|number| somebody(&mut dice, number)).collect();
    let mut files = Vec::new();
    for shape in SHAPES {
        let mut text = format!("{}\n", shape.header);
        for person in &people[shape.rows.clone()] {
            text.push_str(&line(shape, &worn(&mut dice, person)));
            text.push('\n');
            if dice.once_in(60) {
                text.push_str(&line(shape, &worn(&mut dice, person)));
                text.push('\n');
            }
            if dice.once_in(400) {
                // A row somebody left behind.
                text.push_str(&shape.header.chars().filter(|c| *c == shape.delimiter).collect::<String>());
                text.push_str(" \n");
            }
        }
        files.push(SampleFile { name: shape.name, list: shape.list, text });
    }
    files
}
