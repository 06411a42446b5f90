//! The end: the person agrees, or leaves.

use super::ask::Ask;
use super::code::granted;
use super::enter::{self, Fields, failed, of_form, see_other, show, told, with_cookie};
use super::travel::{self, Kept, Travel};
use super::view::{self, Wrong};
use super::{Pages, words};
use crate::oauth::random;
use crate::wire::ErrorCode;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use naru_base::{Answer, BankCode, ClientUseCode, Lang, Refusal};
use naru_core::consent::{
    self, AccountToAgree, Agreeing, Agreement, Evidence, Lives, NewCode, Stage, With,
};
use naru_core::identity::{AccountDetails, PersonDetails, Scope};

/// What the person chose.
struct Chosen {
    accounts: Vec<(usize, Vec<Agreement>)>,
    scopes: Vec<Scope>,
}

/// Reads the choice. Each service is agreed to apart; the identity goes with any of them.
fn chosen(lang: Lang, ask: &Ask, bag: &[Kept], fields: &Fields) -> Result<Chosen, Vec<Wrong>> {
    let mut wrongs = Vec::new();
    if fields.one("login") != "Y" {
        wrongs.push(Wrong { field: "login", text: words::login_needed(lang) });
    }
    let mut scopes = Vec::new();
    if ask.wants(Scope::Login) {
        scopes.push(Scope::Login);
    }
    let mut accounts: Vec<(usize, Vec<Agreement>)> = Vec::new();
    for (of, scope) in
        [(Agreement::Inquiry, Scope::Inquiry), (Agreement::Transfer, Scope::Transfer)]
    {
        if !ask.wants(scope) {
            continue;
        }
        let picked = fields.all(of.as_str()).filter_map(|n| n.parse::<usize>().ok());
        let mut any = false;
        for index in picked.filter(|n| *n < bag.len()) {
            any = true;
            match accounts.iter_mut().find(|(n, _)| *n == index) {
                Some((_, to)) if to.contains(&of) => {}
                Some((_, to)) => to.push(of),
                None => accounts.push((index, vec![of])),
            }
        }
        if any {
            scopes.push(scope);
        }
    }
    let wants_accounts = ask.wants(Scope::Inquiry) || ask.wants(Scope::Transfer);
    let forgot = wants_accounts && accounts.is_empty() && !bag.is_empty();
    if scopes.is_empty() || forgot {
        wrongs.push(Wrong { field: "accounts", text: words::account_needed(lang) });
    }
    if wrongs.is_empty() { Ok(Chosen { accounts, scopes }) } else { Err(wrongs) }
}

/// `POST /consent/agree`
pub(super) async fn submit(
    State(pages): State<Pages>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (travel, fields) = match of_form(&pages, &headers, &body).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let lang = travel.bag.lang();
    let (Stage::Choose, Some(ask)) = (travel.journey.stage, travel.bag.ask.clone()) else {
        return see_other("/consent");
    };
    let chosen = match chosen(lang, &ask, &travel.bag.accounts, &fields) {
        Ok(chosen) => chosen,
        Err(wrongs) => {
            return show(&pages, &travel, StatusCode::UNPROCESSABLE_ENTITY, &wrongs).await;
        }
    };
    match agreed(&pages, &travel, &ask, chosen).await {
        Ok(to) => with_cookie(see_other(&to), &travel::set_cookie(&pages, None)),
        Err(no) => failed(lang, &no),
    }
}

/// The agreement, the code and the end of the journey are one commit. Gives where to go.
async fn agreed(pages: &Pages, travel: &Travel, ask: &Ask, chosen: Chosen) -> Answer<String> {
    let env = pages.node.env();
    let policy = pages.node.policy(env.now)?;
    let foreign = || Refusal::new("consent/journey-over");
    let institution = ask.institution().ok_or_else(foreign)?;
    let code = random(&*pages.node.entropy);
    let keys = pages.node.hub.keys.clone();
    let hash = consent::code_hash(&keys, code.expose());
    let agreeing = agreeing(travel, &institution, &chosen, Lives::of(&policy))?;
    let (client_id, redirect_uri) = (ask.client_id.clone(), ask.redirect_uri.clone());
    let (scopes, life_s) = (chosen.scopes, policy.authorization_code_life_s);
    let shown: Vec<&str> = scopes.iter().map(|s| s.as_str()).collect();
    let to = granted(ask, code.expose(), &shown.join(" "));
    let (entropy, journey) = (pages.node.entropy.clone(), travel.journey.hash);
    let write = pages.node.book.write(move |tx| {
        // First the journey: a form that comes twice agrees once.
        if !consent::end_journey(tx, &journey)? {
            return Err(Refusal::new("consent/journey-over").into());
        }
        let actor = "system:consent-page";
        let with = With { env: &env, keys: &keys, entropy: &*entropy, actor };
        let registered = consent::agree(tx, with, &agreeing)?;
        let new = NewCode {
            hash,
            client_id: client_id.clone(),
            institution: institution.clone(),
            user: registered.user,
            scopes: scopes.clone(),
            redirect_uri: redirect_uri.clone(),
            life_s,
        };
        consent::issue_code(tx, &env, &new)
    });
    write.await?;
    Ok(to)
}

fn agreeing(
    travel: &Travel,
    institution: &ClientUseCode,
    chosen: &Chosen,
    lives: Lives,
) -> Answer<Agreeing> {
    let bag = &travel.bag;
    let over = || Refusal::new("consent/journey-over");
    let mut accounts = Vec::new();
    for (index, to) in &chosen.accounts {
        let kept = bag.accounts.get(*index).ok_or_else(over)?;
        accounts.push(AccountToAgree {
            bank: BankCode::parse(&kept.bank).map_err(|_| over())?,
            account_num: kept.number.clone(),
            details: AccountDetails {
                holder: bag.name.clone(),
                kind: kept.kind.clone(),
                ..Default::default()
            },
            to: to.clone(),
        });
    }
    Ok(Agreeing {
        institution: institution.clone(),
        person: PersonDetails {
            name: bag.name.clone(),
            birth: bag.birth.clone(),
            phone: bag.phone.clone(),
            email: bag.email.clone(),
            ci: bag.ci.clone(),
        },
        accounts,
        evidence: Evidence::Page,
        lives,
        renews: true,
    })
}

/// `POST /consent/leave`: the person does not agree, or has seen enough.
pub(super) async fn leave(State(pages): State<Pages>, headers: HeaderMap, body: Bytes) -> Response {
    let (travel, _) = match of_form(&pages, &headers, &body).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    enter::leave(&pages, &travel).await;
    let response = match &travel.bag.ask {
        Some(ask) => told(&ask.redirect_uri, &ask.state, "access_denied", ErrorCode::Over),
        None => view::left(travel.bag.lang()),
    };
    with_cookie(response, &travel::set_cookie(&pages, None))
}
