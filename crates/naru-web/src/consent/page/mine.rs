//! The person's own page: everything agreed to, at every institution, with a way to take it back.

use super::enter::{failed, of_form, see_other};
use super::travel::{self, Bag, Travel};
use super::view::{self, Mine, MyAccount};
use super::{Pages, enter};
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use naru_base::{Answer, ClientUseCode, Lang};
use naru_core::consent::{self, Agreement, Own, Stage};
use naru_core::identity;

/// `GET /my`
pub(super) async fn page(
    State(pages): State<Pages>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let lang = match query.as_deref() {
        Some("lang=en" | "lang=eng") => Lang::En,
        _ => Lang::Ko,
    };
    let found = match travel::find(&pages, &headers).await {
        Ok(found) => found,
        Err(no) => return failed(lang, &no),
    };
    // A client's journey is another matter than the person's own.
    if let Some(mut travel) = found.filter(|it| it.bag.ask.is_none()) {
        let english = lang == Lang::En;
        if query.is_some() && travel.bag.is_english != english {
            travel.bag.is_english = english;
            if let Err(no) = travel::keep(&pages, &mut travel).await {
                return failed(lang, &no);
            }
        }
        return enter::show(&pages, &travel, StatusCode::OK, &[]).await;
    }
    let bag = Bag { is_english: lang == Lang::En, ..Bag::default() };
    match travel::begin(&pages, bag).await {
        Ok(travel) => {
            let cookie = travel::set_cookie(&pages, Some(&travel.token));
            enter::with_cookie(enter::show(&pages, &travel, StatusCode::OK, &[]).await, &cookie)
        }
        Err(no) => failed(lang, &no),
    }
}

/// The list.
pub(super) async fn show(pages: &Pages, travel: &Travel, status: StatusCode) -> Response {
    match all(pages, travel).await {
        Ok(all) => view::mine(pages, travel, status, &all),
        Err(no) => failed(travel.bag.lang(), &no),
    }
}

async fn all(pages: &Pages, travel: &Travel) -> Answer<Vec<Mine>> {
    let keys = pages.node.hub.keys.clone();
    let person = identity::person_hash(&keys, &travel.bag.ci);
    let directory = pages.node.hub.directory();
    let read = pages.node.book.read(move |tx| {
        let mut out = Vec::new();
        for user in identity::users_of_person(tx, &person)? {
            let mut accounts = Vec::new();
            for record in identity::list_accounts(tx, &user.institution, &user.user)? {
                if record.is_cancelled() {
                    continue;
                }
                let Some((number, details)) = user.open_account(&keys, &record)? else { continue };
                accounts.push((record, number, details.alias));
            }
            out.push((user, accounts));
        }
        Ok(out)
    });
    let shown = read.await?.into_iter().map(|(user, accounts)| {
        let known = directory.institutions.get(&user.institution);
        let name = known.map_or(("", ""), |i| (i.name_ko.as_str(), i.name_en.as_str()));
        let numbers = accounts.iter().map(|(it, number, _)| (it.bank.as_str(), number.as_str()));
        let numbers = view::shown_numbers(numbers);
        Mine {
            institution: user.institution.to_string(),
            name: (name.0.to_owned(), name.1.to_owned()),
            login: user.login,
            accounts: accounts
                .into_iter()
                .zip(numbers)
                .map(|((record, _, alias), number)| MyAccount {
                    handle: record.fintech_use_num,
                    bank: directory
                        .banks
                        .get(&record.bank)
                        .map_or((record.bank.to_string(), record.bank.to_string()), |b| {
                            (b.name_ko.clone(), b.name_en.clone())
                        }),
                    number,
                    alias,
                    inquiry: record.inquiry,
                    transfer: record.transfer,
                })
                .collect(),
        }
    });
    Ok(shown.collect())
}

/// `POST /my/withdraw`: takes one agreement back. It works on the institution's next call.
pub(super) async fn withdraw(
    State(pages): State<Pages>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (travel, fields) = match of_form(&pages, &headers, &body).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let lang = travel.bag.lang();
    if travel.journey.stage != Stage::Choose || travel.bag.ask.is_some() {
        return see_other("/my");
    }
    let Ok(institution) = ClientUseCode::parse(fields.one("institution")) else {
        return see_other("/my");
    };
    let own = match Agreement::parse(fields.one("what")) {
        None => Own::Login,
        Some(of) => Own::Account { handle: fields.one("account").to_owned(), of },
    };
    let person = identity::person_hash(&pages.node.hub.keys, &travel.bag.ci);
    let (env, hub) = (pages.node.env(), pages.node.hub.clone());
    let write = pages.node.book.write(move |tx| {
        let ended = consent::withdraw_own(tx, &env, &person, &institution, &own)?;
        hub.tokens_revoked(tx, ended.tokens);
        Ok(())
    });
    match write.await {
        Ok(()) => see_other("/my"),
        // What is gone already needs no taking back.
        Err(naru_base::No::Refusal(_)) => see_other("/my"),
        Err(no) => failed(lang, &no),
    }
}
