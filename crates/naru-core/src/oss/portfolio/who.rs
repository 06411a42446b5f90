//! "Who has X?": a package by what people call it, with or without a condition on its versions.

use super::bill::{package_of, short};
use super::lists::{UseRow, grade_of};
use super::model::Grade;
use super::{sql_list, sql_package};
use naru_base::{ClientUseCode, Fault, Id};
use naru_sbom::purl::Purl;
use naru_sbom::version::{Ecosystem, Scheme, compare};
use naru_store::Tx;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

/// The longest question.
const QUESTION_CHARS_MAX: usize = 200;
/// Packages of one name, and versions of them, that are looked at.
const PACKAGES_MAX: i64 = 50;
const VERSIONS_MAX: i64 = 5_000;
/// Systems that a call tells at once; the numbers are of all.
pub const USERS_MAX: usize = 200;
/// Names that begin as the one that was asked for: how many are looked at, and told.
const NEAR_LOOKED: usize = 30;
const NEAR_MAX: usize = 10;

/// Why a question cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionError {
    /// It is empty or too long.
    Length,
    /// The package URL cannot be read.
    BadPurl,
    /// What stands after the name is no condition on versions.
    BadCondition,
}

/// A condition on versions: `<2.15`, `>=2.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    allowed: &'static [Ordering],
    version: String,
}

/// Which versions: all that meet every condition; without a condition all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range(Vec<Condition>);

impl Range {
    /// Reads `>=1.0, <1.2`; an empty text is every version.
    pub fn parse(text: &str) -> Option<Range> {
        let parts = text.split(',').map(str::trim).filter(|it| !it.is_empty());
        parts.map(condition).collect::<Option<Vec<_>>>().map(Range)
    }

    /// Whether a version is one of them, by its ecosystem's order.
    pub fn holds(&self, ecosystem: &str, version: &str) -> bool {
        self.fits(Ecosystem::new(ecosystem).scheme(), version)
    }

    fn fits(&self, scheme: Option<Scheme>, version: &str) -> bool {
        let version = bare(version);
        self.0.iter().all(|it| match scheme {
            Some(scheme) => it.allowed.contains(&compare(scheme, version, &it.version)),
            // The order is not known: only the same version is certain to fit.
            None => it.allowed.contains(&Ordering::Equal) && it.version == version,
        })
    }

    /// Whether a version that does not fit is certain not to: by an order, or by being another.
    fn is_certain(&self, scheme: Option<Scheme>) -> bool {
        scheme.is_some() || self.0.iter().all(|it| it.allowed == EQUAL)
    }
}

/// The question, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The ecosystem, if a package URL says it.
    ecosystem: Option<String>,
    /// The whole name, or what people call it.
    name: String,
    range: Range,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsedBy {
    /// Packages that are meant: ecosystem and name. None: nobody whom the reader may see has a
    /// package of that name, in whatever version.
    pub packages: Vec<(String, String)>,
    /// Where there is none: packages whose names begin so.
    pub near: Vec<(String, String)>,
    /// Where there is none, and an advisory has that name: it.
    pub advisory: Option<String>,
    /// Uses of which nobody can say whether their version fits: the order of versions in their
    /// ecosystem is not known.
    pub unordered: i64,
    /// Versions that fit, each with how many systems use it: those with the gravest finding first,
    /// of these the newest.
    pub versions: Vec<(String, i64)>,
    /// Uses in all, a system once for each version.
    pub uses: i64,
    /// Systems in all, each once.
    pub systems: i64,
    /// So many of them as were asked for.
    pub rows: Vec<UseRow>,
    /// Where they go on; none: these are the last.
    pub next: Option<UseKey>,
}

/// After which system of which version a list of users goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseKey {
    /// The version.
    pub version: i64,
    /// The system.
    pub system: String,
}

impl UseKey {
    /// Reads `12.0190…`.
    pub fn parse(text: &str) -> Option<UseKey> {
        let (version, system) = text.split_once('.')?;
        Some(UseKey { version: version.parse().ok()?, system: Id::parse(system).ok()?.to_string() })
    }
}

impl fmt::Display for UseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.version, self.system)
    }
}

const LESS: &[Ordering] = &[Ordering::Less];
const AT_MOST: &[Ordering] = &[Ordering::Less, Ordering::Equal];
const MORE: &[Ordering] = &[Ordering::Greater];
const AT_LEAST: &[Ordering] = &[Ordering::Greater, Ordering::Equal];
const EQUAL: &[Ordering] = &[Ordering::Equal];

impl Question {
    /// Reads `log4j-core < 2.15`, `org.example:log >=1.0,<1.2`, `pkg:npm/x@<4.17.21`.
    pub fn parse(text: &str) -> Result<Question, QuestionError> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > QUESTION_CHARS_MAX {
            return Err(QuestionError::Length);
        }
        let at = conditions_at(text).unwrap_or(text.len());
        let (name, conditions) = text.split_at(at);
        let mut range = Range::parse(conditions).ok_or(QuestionError::BadCondition)?;
        let name = name.trim().trim_end_matches('@').trim();
        let mut exactly = |version: &str| {
            let version = read_version(version).ok_or(QuestionError::BadCondition)?;
            range.0.push(Condition { allowed: EQUAL, version });
            Ok::<(), QuestionError>(())
        };
        if !name.starts_with("pkg:") {
            let (name, version) = named(name);
            version.map_or(Ok(()), &mut exactly)?;
            // A scope stands before a name; what stands after one is its version.
            let has_more = name.contains(char::is_whitespace) || name.rfind('@') > Some(0);
            if name.is_empty() || has_more {
                return Err(QuestionError::BadCondition);
            }
            return Ok(Question { ecosystem: None, name: name.to_owned(), range });
        }
        let purl = Purl::parse_lenient(name).map_err(|_| QuestionError::BadPurl)?;
        purl.version().map_or(Ok(()), &mut exactly)?;
        let (ecosystem, name) = package_of(&purl);
        Ok(Question { ecosystem: Some(ecosystem), name, range })
    }

    /// The name that an advisory may have, if nothing else is asked.
    pub fn advisory(&self) -> Option<&str> {
        let is_alone = self.ecosystem.is_none() && self.range.0.is_empty();
        is_alone.then_some(self.name.as_str())
    }

    /// The version that is asked for, if it is one alone: `1` is not every version that begins so.
    pub fn exactly(&self) -> Option<&str> {
        match self.range.0.as_slice() {
            [only] if only.allowed == EQUAL => Some(&only.version),
            _ => None,
        }
    }

    fn means(&self, ecosystem: &str, name: &str) -> bool {
        match &self.ecosystem {
            Some(own) => own == ecosystem && self.name == name,
            // The whole name, or only its last part.
            None => self.name.to_lowercase() == short(name) || self.name == name,
        }
    }

    fn fits(&self, scheme: Option<Scheme>, version: &str) -> bool {
        self.range.fits(scheme, version)
    }
}

fn condition(text: &str) -> Option<Condition> {
    let signs = [("<=", AT_MOST), (">=", AT_LEAST), ("==", EQUAL), ("<", LESS), (">", MORE)];
    let signs = signs.into_iter().chain([("=", EQUAL)]);
    let (sign, allowed) = { signs }.find(|(sign, _)| text.starts_with(sign))?;
    read_version(&text[sign.len()..]).map(|version| Condition { allowed, version })
}

/// Where conditions begin: what qualifies a package URL has signs of its own.
fn conditions_at(text: &str) -> Option<usize> {
    let first = text.find(['<', '>', '=']);
    let qualified = text.starts_with("pkg:").then(|| text.find('?')).flatten();
    match qualified.filter(|at| first.is_none_or(|it| *at < it)) {
        Some(at) => text.get(at..)?.find(['<', '>']).map(|it| at + it),
        None => first,
    }
}

/// A version as it is compared; `v2.15` is 2.15. What has no digit is none, nor is `1.x`, which
/// means many.
fn read_version(text: &str) -> Option<String> {
    let text = text.trim();
    let is_version = is_one_version(text)
        && text.contains(|c: char| c.is_ascii_digit())
        && !text.contains(['=', '@']);
    is_version.then(|| bare(text).to_owned())
}

/// Whether a text names one version, and not many as `1.x` does, or a range.
pub fn is_one_version(text: &str) -> bool {
    let is_any = |it: &str| matches!(it, "x" | "X" | "*");
    !text.split('.').any(is_any) && !text.contains(|c: char| c.is_whitespace() || "<>".contains(c))
}

fn bare(version: &str) -> &str {
    match version.strip_prefix(['v', 'V']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => version,
    }
}

/// `NAME@VERSION` as lists print it, `NAME VERSION`, `GROUP:NAME:VERSION`; else a name alone.
fn named(text: &str) -> (&str, Option<&str>) {
    let coordinates = text.rsplit_once(':').filter(|(name, _)| name.contains(':'));
    let all = [text.rsplit_once('@'), text.rsplit_once(char::is_whitespace), coordinates];
    let is_version = |(name, tail): &(&str, &str)| {
        !name.is_empty() && bare(tail).starts_with(|c: char| c.is_ascii_digit())
    };
    match all.into_iter().flatten().find(is_version) {
        Some((name, version)) => (name.trim(), Some(version)),
        None => (text, None),
    }
}

/// Who uses it, in systems that are in use: of one institution, or of all; so many of them, after
/// those that were told.
pub fn who_has(
    tx: &mut Tx<'_>,
    question: &Question,
    institution: Option<&ClientUseCode>,
    (after, limit): (Option<&UseKey>, usize),
) -> Result<UsedBy, Fault> {
    let owner = institution.map_or("", ClientUseCode::as_str);
    let mut answer = UsedBy::default();
    let mut fitting = Vec::new();
    let called = sql_list::packages_called(tx, &short(&question.name), PACKAGES_MAX)?;
    for (id, ecosystem, name) in called.into_iter().filter(|it| question.means(&it.1, &it.2)) {
        let found = (&mut answer, &mut fitting);
        if look_at(tx, question, (id, &ecosystem, owner), found)? {
            answer.packages.push((ecosystem, name));
        }
    }
    fitting.sort_by(Fitting::order);
    let mut pages = Pages { after, limit, last: None };
    for it in &fitting {
        pages.add(tx, (it.id, owner), &mut answer)?;
    }
    answer.systems = systems(tx, (&fitting, owner), answer.uses)?;
    answer.versions = fitting.into_iter().map(|it| (it.version, it.users)).collect();
    if answer.packages.is_empty() {
        answer.near = near(tx, &question.name, owner)?;
        if let Some(id) = question.advisory() {
            let found = super::lists::advisory(tx, id, institution)?;
            // What concerns nobody of its own is none of a participant's business.
            let found = found.filter(|it| owner.is_empty() || it.all > 0);
            answer.advisory = found.map(|it| it.row.id);
        }
    }
    Ok(answer)
}

/// Versions of a package in the order in which they are read: those with the gravest finding first,
/// of these the newest. Each with the priority of its gravest.
pub(super) fn by_need(
    ecosystem: &str,
    (worst, version): (i64, &str),
    (other_worst, other): (i64, &str),
) -> Ordering {
    let by_order = match Ecosystem::new(ecosystem).scheme() {
        Some(scheme) => compare(scheme, bare(version), bare(other)),
        None => version.cmp(other),
    };
    let graver = rank(other_worst).cmp(&rank(worst));
    graver.then(by_order.reverse()).then_with(|| version.cmp(other))
}

/// How grave it is, and whether there is anything at all.
fn rank(worst: i64) -> (Grade, bool) {
    (grade_of(worst), worst > 0)
}

/// A version that fits and is used.
struct Fitting {
    id: i64,
    ecosystem: String,
    version: String,
    users: i64,
    worst: i64,
}

impl Fitting {
    fn order(one: &Fitting, other: &Fitting) -> Ordering {
        let graver = rank(other.worst).cmp(&rank(one.worst));
        graver.then_with(|| one.ecosystem.cmp(&other.ecosystem)).then_with(|| {
            let (own, theirs) = ((one.worst, &*one.version), (other.worst, &*other.version));
            by_need(&one.ecosystem, own, theirs).then(one.id.cmp(&other.id))
        })
    }
}

/// A page of users, gathered version by version.
struct Pages<'p> {
    /// Until it was met, everything was told before.
    after: Option<&'p UseKey>,
    limit: usize,
    /// The last that was taken.
    last: Option<UseKey>,
}

impl Pages<'_> {
    fn add(
        &mut self,
        tx: &mut Tx<'_>,
        (version, owner): (i64, &str),
        answer: &mut UsedBy,
    ) -> Result<(), Fault> {
        let after = match self.after {
            Some(key) if key.version != version => return Ok(()),
            Some(key) => key.system.as_str(),
            None => "",
        };
        self.after = None;
        if answer.next.is_some() {
            return Ok(());
        }
        // One more tells whether it goes on.
        let left = self.limit.saturating_sub(answer.rows.len()) + 1;
        for row in sql_list::users(tx, version, (owner, after), left)? {
            if answer.rows.len() == self.limit {
                answer.next = self.last.clone();
                break;
            }
            self.last = Some(UseKey { version, system: row.system.to_string() });
            answer.rows.push(row);
        }
        Ok(())
    }
}

/// In how many systems the versions are, which are so many uses together: who has two of them
/// counts once.
fn systems(
    tx: &mut Tx<'_>,
    (versions, owner): (&[Fitting], &str),
    uses: i64,
) -> Result<i64, Fault> {
    if versions.len() < 2 {
        return Ok(uses);
    }
    let mut all = BTreeSet::new();
    for version in versions {
        all.extend(sql_list::systems_of(tx, version.id, owner)?);
    }
    Ok(i64::try_from(all.len()).unwrap_or(i64::MAX))
}

/// Adds what there is of one package, and which versions of it fit and are used. `false`: nobody
/// whom the reader may see has it.
fn look_at(
    tx: &mut Tx<'_>,
    question: &Question,
    (id, ecosystem, owner): (i64, &str, &str),
    (answer, fitting): (&mut UsedBy, &mut Vec<Fitting>),
) -> Result<bool, Fault> {
    let scheme = Ecosystem::new(ecosystem).scheme();
    let is_certain = question.range.is_certain(scheme);
    let mut is_there = owner.is_empty();
    for (version_id, version) in sql_list::versions_of(tx, id, VERSIONS_MAX)? {
        let fits = question.fits(scheme, &version);
        if !fits && is_certain && is_there {
            continue;
        }
        let count = sql_list::users_count(tx, version_id, owner)?;
        is_there |= count > 0;
        if !fits && !is_certain {
            answer.unordered += count;
        }
        if count == 0 || !fits {
            continue;
        }
        answer.uses += count;
        fitting.push(Fitting {
            id: version_id,
            ecosystem: ecosystem.to_owned(),
            version,
            users: count,
            worst: sql_package::worst(tx, version_id)?,
        });
    }
    Ok(is_there)
}

/// Packages whose names begin so, the shortest names first: of one institution those that it has.
fn near(tx: &mut Tx<'_>, name: &str, owner: &str) -> Result<Vec<(String, String)>, Fault> {
    let mut all = Vec::new();
    for (id, ecosystem, name) in sql_list::packages_near(tx, &short(name), NEAR_LOOKED)? {
        if owner.is_empty() || sql_list::is_used_by(tx, id, owner)? {
            all.push((ecosystem, name));
        }
        if all.len() == NEAR_MAX {
            break;
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_as_people_write_it() {
        let maven = Some(Scheme::Maven);
        let asked = Question::parse("log4j-core < 2.15").unwrap();
        assert!(asked.means("Maven", "org.apache.logging.log4j:log4j-core"));
        assert!(!asked.means("Maven", "org.apache.logging.log4j:log4j-api"));
        for (version, fits) in [("2.14.1", true), ("2.9.0", true), ("2.15.0", false)] {
            assert_eq!(asked.fits(maven, version), fits, "{version}");
        }
        let both = Question::parse("org.example:log >=1.0, <1.2").unwrap();
        assert!(both.means("Maven", "org.example:log") && !both.means("Maven", "org.other:log"));
        assert!(both.fits(maven, "1.1") && !both.fits(maven, "1.2") && !both.fits(maven, "0.9"));
        let purl = Question::parse("pkg:maven/org.example/log@<1.2").unwrap();
        assert!(purl.means("Maven", "org.example:log") && !purl.means("npm", "org.example:log"));
        let one = Question::parse("pkg:npm/left-pad@1.3.0").unwrap();
        assert!(one.fits(Some(Scheme::SemVer), "1.3.0"));
        assert!(!one.fits(Some(Scheme::SemVer), "1.3.1"));
        assert!(!asked.fits(None, "2.0"), "an order that is not known proves nothing");
        assert!(!asked.range.is_certain(None) && asked.range.is_certain(maven));
    }

    #[test]
    fn a_name_with_a_version_is_read_as_lists_print_it() {
        for text in [
            "log4j-core@2.14.1",
            "log4j-core@v2.14.1",
            "log4j-core 2.14.1",
            "log4j-core = v2.14.1",
            "org.apache.logging.log4j:log4j-core:2.14.1",
        ] {
            let asked = Question::parse(text).unwrap();
            assert!(asked.means("Maven", "org.apache.logging.log4j:log4j-core"), "{text}");
            assert!(asked.fits(Some(Scheme::Maven), "2.14.1"), "{text}");
            assert!(!asked.fits(Some(Scheme::Maven), "2.14.2"), "{text}");
            assert_eq!(asked.advisory(), None, "{text}");
        }
        let scoped = Question::parse("@angular/core@17.0.1").unwrap();
        assert!(scoped.means("npm", "@angular/core"));
        assert!(Question::parse("@angular/core").unwrap().fits(Some(Scheme::SemVer), "17.0.1"));
        let before = Question::parse("log4j-core < v2.15").unwrap();
        assert!(before.fits(Some(Scheme::Maven), "2.14.1"));
        assert!(Question::parse("x@1.0").unwrap().fits(None, "v1.0"));
        let cve = Question::parse("cve-2021-44228").unwrap();
        assert_eq!(cve.advisory(), Some("cve-2021-44228"));
        let exactly = |text: &str| Question::parse(text).unwrap().exactly().map(str::to_owned);
        assert_eq!(exactly("left-pad 1").as_deref(), Some("1"));
        assert_eq!((exactly("left-pad"), exactly("left-pad < 1")), (None, None));
    }

    #[test]
    fn versions_come_by_the_gravest_finding_and_then_the_newest_first() {
        let grave = |grade: Grade| 1_000_000 * grade as i64 + 5;
        let mut all = [
            (0, "3.9.0"),
            (grave(Grade::High), "3.2.9"),
            (grave(Grade::High) + 400, "3.2.10"),
            (0, "3.10.0"),
            (grave(Grade::Exploited), "3.2.4"),
            (grave(Grade::None), "1.0"),
        ];
        all.sort_by(|one, other| by_need("Maven", *one, *other));
        let versions: Vec<&str> = all.iter().map(|it| it.1).collect();
        assert_eq!(versions, ["3.2.4", "3.2.10", "3.2.9", "1.0", "3.10.0", "3.9.0"]);
    }

    #[test]
    fn a_package_url_may_be_qualified_and_of_any_type() {
        let deb = Question::parse("pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie").unwrap();
        assert!(deb.means("Debian", "curl") && deb.exactly() == Some("7.50.3-1"), "{deb:?}");
        let older = Question::parse("pkg:maven/org.example/log?type=jar < 2.15").unwrap();
        assert!(older.means("Maven", "org.example:log"), "{older:?}");
        assert!(older.fits(Some(Scheme::Maven), "2.14") && older.exactly().is_none());
        let other = Question::parse("pkg:conda/log-core@2.14.1").unwrap();
        assert!(other.means("purl:conda", "log-core"), "{other:?}");
    }

    #[test]
    fn what_is_no_question_is_said_to_be_none() {
        for (text, why) in [
            ("", QuestionError::Length),
            ("   ", QuestionError::Length),
            ("< 2", QuestionError::BadCondition),
            ("log <", QuestionError::BadCondition),
            ("log < 1 < 2", QuestionError::BadCondition),
            ("two words", QuestionError::BadCondition),
            ("log < abc", QuestionError::BadCondition),
            ("log@latest", QuestionError::BadCondition),
            ("log 1.x", QuestionError::BadCondition),
            ("log@1.2.*", QuestionError::BadCondition),
            ("log < 2.X", QuestionError::BadCondition),
            ("pkg:npm/x@latest", QuestionError::BadCondition),
            ("pkg:", QuestionError::BadPurl),
        ] {
            assert_eq!(Question::parse(text), Err(why), "{text}");
        }
        assert_eq!(Question::parse(&"x".repeat(201)), Err(QuestionError::Length));
    }
}
