//! Questions asked, answered, published, taken back and found; and what is still to be told.

use super::decide::{may_answer, may_ask, may_publish, may_withdraw};
use super::model::{Asked, Found, Hit, Said, Standing, Untold, Viewer, Which};
use super::sql;
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, Id, Refusal};
use naru_practice::guide::weight;
use naru_store::Tx;

/// Questions that a search looks at: the newest.
const SEARCHED_MAX: usize = 500;
/// Questions and components that a search shows.
const SHOWN_MAX: usize = 20;
/// The shortest word by which a component is looked for.
const WORD_CHARS_MIN: usize = 2;

fn audit(tx: &mut Tx<'_>, env: &Env, (actor, action): (&str, &'static str), it: &Asked) {
    let answers = it.answers.len();
    let body = format!(r#"{{"answers":{answers},"question":"{}"}}"#, it.id);
    let subject = format!("institution:{}", it.institution);
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

fn known(tx: &mut Tx<'_>, id: Id) -> Answer<Asked> {
    Ok(sql::find(tx, id)?.ok_or(Refusal::new("oss/desk-unknown"))?)
}

/// Asks.
pub fn ask(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, institution): (&str, &ClientUseCode),
    (title, words): (&str, &str),
) -> Answer<Id> {
    may_ask(title, words)?;
    let it = Asked {
        id: env.id(0),
        seq: sql::next_seq(tx)?,
        institution: institution.clone(),
        title: title.trim().to_owned(),
        words: words.trim().to_owned(),
        at: env.now,
        by: actor.to_owned(),
        standing: Standing::Asked,
        since: env.now,
        is_published: false,
        answers: Vec::new(),
    };
    sql::add(tx, &it)?;
    audit(tx, env, (actor, "oss.desk.asked"), &it);
    Ok(it.id)
}

/// The office answers, also once more.
pub fn answer(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    id: Id,
    (words, is_published): (&str, bool),
) -> Answer<()> {
    let mut it = known(tx, id)?;
    may_answer(&it, words)?;
    let seq = it.answers.last().map_or(0, |it| it.seq) + 1;
    let words = words.trim().to_owned();
    let said = Said { seq, words, at: env.now, by: actor.to_owned() };
    sql::add_answer(tx, id, &said)?;
    sql::publish(tx, id, is_published)?;
    it.answers.push(said);
    audit(tx, env, (actor, "oss.desk.answered"), &it);
    if is_published != it.is_published {
        audit(tx, env, (actor, published(is_published)), &it);
    }
    Ok(())
}

const fn published(is_published: bool) -> &'static str {
    if is_published { "oss.desk.published" } else { "oss.desk.unpublished" }
}

/// Everybody may read it from now on, or no longer.
pub fn publish(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (id, is_published): (Id, bool),
) -> Answer<()> {
    let it = known(tx, id)?;
    may_publish(&it)?;
    sql::publish(tx, id, is_published)?;
    audit(tx, env, (actor, published(is_published)), &it);
    Ok(())
}

/// The institution takes it back.
pub fn withdraw(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, institution): (&str, &ClientUseCode),
    id: Id,
) -> Answer<()> {
    let it = known(tx, id)?;
    may_withdraw(&it, institution)?;
    sql::withdraw(tx, id, env.now)?;
    audit(tx, env, (actor, "oss.desk.withdrawn"), &it);
    Ok(())
}

/// One question, if this viewer may read it.
pub fn find(tx: &mut Tx<'_>, id: Id, viewer: &Viewer) -> Result<Option<Asked>, Fault> {
    Ok(sql::find(tx, id)?.filter(|it| it.is_seen_by(viewer)))
}

/// How many of them, up to one more than [`crate::oss::COUNTED_MAX`].
pub fn count(tx: &mut Tx<'_>, which: &Which) -> Result<i64, Fault> {
    sql::count(tx, which)
}

/// Questions that the viewer may read.
pub fn list(tx: &mut Tx<'_>, which: &Which, count: usize) -> Result<Vec<Asked>, Fault> {
    sql::list(tx, which, count)
}

/// Questions that hold all the words, in what was asked or in the answer, and components in use
/// that go by one of them.
pub fn search(tx: &mut Tx<'_>, words: &[String], viewer: &Viewer) -> Result<Found, Fault> {
    let which = Which { viewer: viewer.clone(), ..Which::default() };
    let heaviness = |it: &Asked| {
        let answer = it.answer().map_or("", |it| it.words.as_str());
        weight(words, &it.title, &format!("{}\n{answer}", it.words))
    };
    let mut questions: Vec<(usize, Asked)> = sql::list(tx, &which, SEARCHED_MAX)?
        .into_iter()
        .filter(|it| it.standing != Standing::Withdrawn)
        .map(|it| (heaviness(&it), it))
        .filter(|it| it.0 > 0)
        .collect();
    questions.sort_by_key(|it| std::cmp::Reverse((it.0, it.1.seq)));
    questions.truncate(SHOWN_MAX);
    let owner = viewer.as_ref().map_or("", ClientUseCode::as_str);
    let mut components: Vec<Hit> = Vec::new();
    for word in words.iter().filter(|it| it.chars().count() >= WORD_CHARS_MIN) {
        components.extend(sql::components(tx, &word.to_lowercase(), owner, SHOWN_MAX)?);
    }
    components.dedup();
    components.truncate(SHOWN_MAX);
    Ok(Found { questions: questions.into_iter().map(|it| it.1).collect(), components })
}

/// What is still to be told, the oldest first.
pub fn untold(tx: &mut Tx<'_>, count: usize) -> Result<Vec<Untold>, Fault> {
    sql::untold(tx, count)
}

/// It was told.
pub fn told(tx: &mut Tx<'_>, it: &Untold) -> Result<(), Fault> {
    sql::told(tx, it.question, it.answers)
}
