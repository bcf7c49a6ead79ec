//! Names of columns, as English, German, Spanish and French files and the usual exports write them.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Which of a person's addresses a column belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Plain,
    Business,
    Home,
    Other,
}

/// Lower case letters and digits alone: accents, blanks and signs do not count.
fn folded(name: &str) -> String {
    let lower = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut out = String::with_capacity(name.len());
    for c in lower {
        match c {
            'ß' => out.push_str("ss"),
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            c if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

type Words = &'static [&'static str];

/// Names that are certain, best first: each costs one point of confidence against the one before, so that
/// `mobile` wins over `fax line` whatever the order of the columns.
const KNOWN: &[(&str, Words)] = &[
    (
        "email",
        &[
            "email",
            "emailaddress",
            "email1value",
            "emailaddress1",
            "email1",
            "email1address",
            "mail",
            "mailaddress",
            "primaryemail",
            "emailprimary",
            "contactemail",
            "useremail",
            "subscriberemail",
            "emailadresse",
            "emailadr",
            "mailadresse",
            "emailid",
            "workemail",
            "businessemail",
            "personalemail",
            "homeemail",
            "correo",
            "correoelectronico",
            "direcciondecorreo",
            "direcciondecorreoelectronico",
            "courriel",
            "adresseemail",
            "adressemail",
            "adresseelectronique",
            "adressecourriel",
            "elektronischepost",
        ],
    ),
    (
        "first_name",
        &[
            "firstname",
            "givenname",
            "fname",
            "forename",
            "first",
            "contactfirstname",
            "vorname",
            "rufname",
            "nombre",
            "nombredepila",
            "primernombre",
            "prenom",
        ],
    ),
    (
        "last_name",
        &[
            "lastname",
            "familyname",
            "surname",
            "lname",
            "last",
            "contactlastname",
            "nachname",
            "familienname",
            "zuname",
            "apellido",
            "apellidos",
            "primerapellido",
            "nomdefamille",
            "nom",
        ],
    ),
    (
        "full_name",
        &[
            "fullname",
            "name",
            "contactname",
            "displayname",
            "clientname",
            "customername",
            "membername",
            "subscribername",
            "insuredname",
            "policyholder",
            "vollername",
            "vollstandigername",
            "kunde",
            "kundenname",
            "namevorname",
            "vornamename",
            "vorundnachname",
            "ansprechpartner",
            "nombrecompleto",
            "nombreyapellido",
            "nombreyapellidos",
            "nomcomplet",
            "nometprenom",
            "prenometnom",
            "nomprenom",
            "contact",
            "fileas",
            "email1displayname",
            "emaildisplayname",
        ],
    ),
    (
        "phone",
        &[
            "phone",
            "phone1value",
            "phonenumber",
            "mobilephone",
            "mobile",
            "mobilephonenumber",
            "mobilenumber",
            "cellphone",
            "cell",
            "cellnumber",
            "primaryphone",
            "phone1",
            "telephone",
            "telephonenumber",
            "tel",
            "contactnumber",
            "contactphone",
            "businessphone",
            "workphone",
            "homephone",
            "daytimephone",
            "telefon",
            "telefonnummer",
            "telefonnr",
            "rufnummer",
            "handy",
            "handynummer",
            "mobiltelefon",
            "mobil",
            "mobilnummer",
            "festnetz",
            "telefono",
            "telefonomovil",
            "numerodetelefono",
            "movil",
            "celular",
            "numerodetelephone",
            "telephoneportable",
            "portable",
            "telephonemobile",
            "telmobile",
            "teleph",
            "otherphone",
            "companymainphone",
        ],
    ),
    (
        "company",
        &[
            "company",
            "companyname",
            "organization1name",
            "organizationname",
            "organization",
            "organisation",
            "organisationname",
            "employer",
            "business",
            "businessname",
            "accountname",
            "associatedcompany",
            "firma",
            "firmenname",
            "unternehmen",
            "arbeitgeber",
            "empresa",
            "compania",
            "nombredelaempresa",
            "entreprise",
            "societe",
            "raisonsociale",
            "employeur",
        ],
    ),
    (
        "street",
        &[
            "street",
            "streetaddress",
            "address1street",
            "streetaddress1",
            "addressline1",
            "address1",
            "addressstreet",
            "address",
            "mailingaddress",
            "strasse",
            "strassehausnummer",
            "strasseundhausnummer",
            "strassehausnr",
            "strassenr",
            "anschrift",
            "adresse",
            "calle",
            "direccion",
            "domicilio",
            "rue",
            "adressepostale",
            "adresse1",
            "adresseligne1",
            "addressformatted",
            "address1formatted",
        ],
    ),
    (
        "city",
        &[
            "city",
            "town",
            "address1city",
            "cityname",
            "addresscity",
            "locality",
            "citytown",
            "stadt",
            "ort",
            "wohnort",
            "ciudad",
            "localidad",
            "poblacion",
            "municipio",
            "ville",
            "commune",
            "localite",
        ],
    ),
    (
        "region",
        &[
            "region",
            "state",
            "stateregion",
            "stateprovince",
            "address1region",
            "province",
            "provincestate",
            "statecode",
            "addressstate",
            "county",
            "bundesland",
            "kanton",
            "provincia",
            "estado",
            "comunidad",
            "departement",
            "regionprovince",
        ],
    ),
    (
        "postal_code",
        &[
            "postalcode",
            "zip",
            "zipcode",
            "address1postalcode",
            "zippostalcode",
            "postalcodezip",
            "zippostal",
            "postcode",
            "zip5",
            "addresszip",
            "plz",
            "postleitzahl",
            "codigopostal",
            "cp",
            "codepostal",
        ],
    ),
    (
        "country",
        &[
            "country",
            "countryregion",
            "address1country",
            "countryname",
            "countrycode",
            "addresscountry",
            "nation",
            "cc",
            "land",
            "staat",
            "pais",
            "pays",
        ],
    ),
    (
        "birth_date",
        &[
            "birthdate",
            "dateofbirth",
            "birthday",
            "dob",
            "dateofbirthdob",
            "born",
            "bday",
            "geburtsdatum",
            "geburtstag",
            "gebdatum",
            "geborenam",
            "fechadenacimiento",
            "fechanacimiento",
            "nacimiento",
            "cumpleanos",
            "datedenaissance",
            "datenaissance",
            "neele",
            "anniversaire",
        ],
    ),
];

/// Words in front that say which address, or whose.
const PLACES: &[(Place, Words)] = &[
    (
        Place::Business,
        &["business", "work", "office", "company", "geschaftlich", "geschaft", "firmen", "dienst"],
    ),
    (Place::Home, &["home", "personal", "private", "privat", "residential", "residence"]),
    (
        Place::Other,
        &["other", "shipping", "billing", "delivery", "secondary", "weitere", "liefer", "rechnungs"],
    ),
    (Place::Plain, &["mailing", "primary", "contact", "member", "client", "customer", "kunden", "primare"]),
];

/// The field a name stands for with a confidence of 60 to 100, and the place it speaks of.
pub(super) fn meaning(name: &str) -> (Option<(&'static str, u8)>, Place) {
    let name = folded(name);
    let exact = known(&name);
    for (place, words) in PLACES {
        let rest = words.iter().filter_map(|word| name.strip_prefix(word)).find(|rest| !rest.is_empty());
        let Some(rest) = rest else { continue };
        let rest = rest.strip_prefix("address").filter(|after| !after.is_empty()).unwrap_or(rest);
        if let Some((field, confidence)) = exact.or_else(|| known(rest)) {
            let less = if exact.is_some() || *place == Place::Plain { 0 } else { 10 };
            return (Some((field, confidence.saturating_sub(less).max(60))), *place);
        }
    }
    (exact, Place::Plain)
}

fn known(name: &str) -> Option<(&'static str, u8)> {
    KNOWN.iter().find_map(|(field, words)| {
        let at = words.iter().position(|word| *word == name)?;
        Some((*field, 100 - at.min(30) as u8))
    })
}

/// Names that only count: a file without header, or one a program numbered.
pub(super) fn says_nothing(name: &str) -> bool {
    let name = folded(name);
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let counters =
        ["", "column", "col", "c", "field", "f", "unnamed", "spalte", "feld", "columna", "campo", "colonne"];
    counters.contains(&word)
}

/// Columns about somebody else: an address in them is not the contact's.
pub(super) fn is_about_another(name: &str) -> bool {
    let others = [
        "owner",
        "assistant",
        "manager",
        "spouse",
        "referr",
        "agent",
        "broker",
        "berater",
        "betreuer",
        "vermittler",
        "createdby",
        "modifiedby",
        "updatedby",
        "sender",
        "from",
        "parent",
        "emergency",
        "asesor",
        "conseiller",
    ];
    let name = folded(name);
    others.iter().any(|word| name.contains(word))
}
