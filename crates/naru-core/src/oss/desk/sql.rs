//! SQL of questions and answers.

use super::model::{Asked, Hit, Said, Standing, Untold, Which};
use crate::oss::counted;
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

macro_rules! questions {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, client_use_code, title, words, asked_at, asked_by, standing, since, \
             published FROM oss_question ",
            $rest
        )
    };
}

const LAST: &str = "SELECT seq FROM oss_question ORDER BY seq DESC LIMIT 1";
const ADD: &str = "INSERT INTO oss_question (id, seq, client_use_code, title, words, asked_at, \
     asked_by, standing, since, answers, published, told) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'asked', $6, 0, 0, -1)";
const FIND: &str = questions!("WHERE id = $1");
const NEWEST: &str = questions!(
    "WHERE ($1 = '' OR client_use_code = $1 OR published = 1) AND ($2 = '' OR standing = $2) \
     AND published >= $3 AND (cast($4 AS bigint) = 0 OR client_use_code = $1) \
     AND seq < $5 ORDER BY seq DESC LIMIT $6"
);
const OLDEST: &str = questions!(
    "WHERE ($1 = '' OR client_use_code = $1 OR published = 1) AND ($2 = '' OR standing = $2) \
     AND published >= $3 AND (cast($4 AS bigint) = 0 OR client_use_code = $1) \
     AND seq > $5 ORDER BY seq LIMIT $6"
);
const COUNT: &str = "SELECT count(*) FROM (SELECT 1 FROM oss_question \
     WHERE ($1 = '' OR client_use_code = $1 OR published = 1) AND ($2 = '' OR standing = $2) \
     AND published >= $3 AND (cast($4 AS bigint) = 0 OR client_use_code = $1) LIMIT $5) t";
const ANSWER: &str = "UPDATE oss_question SET standing = 'answered', since = $2, answers = $3 \
     WHERE id = $1";
const ANSWER_ADD: &str = "INSERT INTO oss_question_answer (question_id, seq, words, said_at, \
     said_by) VALUES ($1, $2, $3, $4, $5)";
const ANSWERS: &str = "SELECT seq, words, said_at, said_by FROM oss_question_answer \
     WHERE question_id = $1 ORDER BY seq";
const PUBLISH: &str = "UPDATE oss_question SET published = $2 WHERE id = $1";
const WITHDRAW: &str = "UPDATE oss_question SET standing = 'withdrawn', since = $2 WHERE id = $1";
const UNTOLD: &str = "SELECT id, client_use_code, title, answers FROM oss_question \
     WHERE told < answers ORDER BY seq LIMIT $1";
const TOLD: &str = "UPDATE oss_question SET told = $2 WHERE id = $1 AND told < $2";
const COMPONENTS: &str = "SELECT p.id, p.ecosystem, p.name FROM oss_package p \
     WHERE p.short LIKE $1 AND EXISTS (SELECT 1 FROM oss_version v \
         JOIN oss_use u ON u.version_id = v.id JOIN oss_system s ON s.id = u.system_id \
         WHERE v.package_id = p.id AND s.retired_at IS NULL \
         AND ($2 = '' OR s.client_use_code = $2)) ORDER BY p.short, p.id LIMIT $3";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[
    LAST, ADD, FIND, NEWEST, OLDEST, COUNT, ANSWER, ANSWER_ADD, ANSWERS, PUBLISH, WITHDRAW, UNTOLD,
    TOLD, COMPONENTS,
];

fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn next_seq(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    Ok(1 + tx.opt(LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0))
}

pub(super) fn add(tx: &mut Tx<'_>, it: &Asked) -> Result<(), Fault> {
    let id = it.id.to_string();
    let args = args![id, it.seq, it.institution, it.title, it.words, it.at, it.by];
    tx.exec(ADD, args).map(drop)
}

fn question(row: &Row<'_>) -> Result<Asked, Fault> {
    let standing: String = row.get(7)?;
    let standing = Standing::parse(&standing).ok_or_else(|| {
        Fault::new(FaultKind::Corrupt, format!("the desk holds an unknown word `{standing}`"))
    })?;
    Ok(Asked {
        id: row.get(0)?,
        seq: row.get(1)?,
        institution: row.get(2)?,
        title: row.get(3)?,
        words: row.get(4)?,
        at: row.get(5)?,
        by: row.get(6)?,
        standing,
        since: row.get(8)?,
        is_published: row.get(9)?,
        answers: Vec::new(),
    })
}

fn with_answers(tx: &mut Tx<'_>, mut all: Vec<Asked>) -> Result<Vec<Asked>, Fault> {
    for it in all.iter_mut().filter(|it| it.standing == Standing::Answered) {
        it.answers = tx.all(ANSWERS, args![it.id.to_string()], |row| {
            Ok(Said { seq: row.get(0)?, words: row.get(1)?, at: row.get(2)?, by: row.get(3)? })
        })?;
    }
    Ok(all)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Asked>, Fault> {
    let found = tx.opt(FIND, args![id.to_string()], question)?;
    Ok(with_answers(tx, found.into_iter().collect())?.pop())
}

pub(super) fn list(tx: &mut Tx<'_>, which: &Which, count: usize) -> Result<Vec<Asked>, Fault> {
    let viewer = which.viewer.as_ref().map_or("", |it| it.as_str());
    let standing = which.standing.map_or("", Standing::as_str);
    let (statement, first) =
        if which.is_oldest_first { (OLDEST, i64::MIN) } else { (NEWEST, i64::MAX) };
    let from = which.from.unwrap_or(first);
    let (published, own) = (i64::from(which.only_published), i64::from(which.only_own));
    let count = limit(count);
    let args = args![viewer, standing, published, own, from, count];
    let found = tx.all(statement, args, question)?;
    with_answers(tx, found)
}

/// How many, up to one more than are counted.
pub(super) fn count(tx: &mut Tx<'_>, which: &Which) -> Result<i64, Fault> {
    let viewer = which.viewer.as_ref().map_or("", |it| it.as_str());
    let standing = which.standing.map_or("", Standing::as_str);
    let (published, own) = (i64::from(which.only_published), i64::from(which.only_own));
    tx.one(COUNT, args![viewer, standing, published, own, counted()], |row| row.get(0))
}

pub(super) fn add_answer(tx: &mut Tx<'_>, id: Id, it: &Said) -> Result<(), Fault> {
    let id = id.to_string();
    tx.exec(ANSWER_ADD, args![id, it.seq, it.words, it.at, it.by])?;
    tx.exec(ANSWER, args![id, it.at, it.seq]).map(drop)
}

pub(super) fn publish(tx: &mut Tx<'_>, id: Id, is_published: bool) -> Result<(), Fault> {
    tx.exec(PUBLISH, args![id.to_string(), is_published]).map(drop)
}

pub(super) fn withdraw(tx: &mut Tx<'_>, id: Id, now: Micros) -> Result<(), Fault> {
    tx.exec(WITHDRAW, args![id.to_string(), now]).map(drop)
}

pub(super) fn untold(tx: &mut Tx<'_>, count: usize) -> Result<Vec<Untold>, Fault> {
    tx.all(UNTOLD, args![limit(count)], |row| {
        Ok(Untold {
            question: row.get(0)?,
            institution: row.get(1)?,
            title: row.get(2)?,
            answers: row.get(3)?,
        })
    })
}

pub(super) fn told(tx: &mut Tx<'_>, id: Id, answers: i64) -> Result<(), Fault> {
    tx.exec(TOLD, args![id.to_string(), answers]).map(drop)
}

/// Components in use whose name begins so, of one institution or with an empty one of all.
pub(super) fn components(
    tx: &mut Tx<'_>,
    word: &str,
    owner: &str,
    count: usize,
) -> Result<Vec<Hit>, Fault> {
    let plain: String = word.chars().filter(|c| !"%_\\".contains(*c)).collect();
    if plain.is_empty() {
        return Ok(Vec::new());
    }
    let begins = format!("{plain}%");
    tx.all(COMPONENTS, args![begins, owner, limit(count)], |row| {
        Ok(Hit { package: row.get(0)?, ecosystem: row.get(1)?, name: row.get(2)? })
    })
}
