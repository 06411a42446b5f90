//! Codes, refresh tokens, and the second use of either.

use super::super::bed::*;
use super::both;
use super::people::*;
use naru_base::token;
use naru_core::identity;
use serde_json::Value;

fn error(answer: &Value) -> String {
    assert_eq!(answer["rsp_code"], "O0001", "{answer}");
    let message = answer["rsp_message"].as_str().expect("text");
    message.rsplit('(').next().unwrap_or_default().trim_end_matches(')').to_owned()
}

both!(
    a_code_gives_tokens_of_one_user,
    a_code_opens_once_and_its_second_use_ends_everything,
    a_refresh_token_rotates_and_its_second_use_ends_everything,
    what_is_asked_has_to_fit,
    two_secrets_live_side_by_side,
);

async fn a_code_gives_tokens_of_one_user(bed: Bed) {
    let code = bed.code_for(NARAE, USER, "login inquiry").await;
    let answer = bed.token_with(&code_form(NARAE, &code)).await;
    assert!(answer.get("rsp_code").is_none(), "{answer}");
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(answer["scope"], "login inquiry");
    assert_eq!(answer["user_seq_no"], USER);
    assert_eq!(answer.as_object().expect("an object").len(), 6, "{answer}");
    let pair = Pair::of(&answer);
    let claims = token::verify(&pair.access, bed.keys(), bed.node().clock.now()).expect("genuine");
    assert_eq!(claims.aud, USER);
    assert_eq!(claims.scope, ["login", "inquiry"]);
    assert_eq!(bed.code_of_me(&pair.access, USER).await, "A0000");
    assert_eq!(bed.code_of_me(&pair.access, SHY).await, "A0313", "of no other user");
    // What the institution alone may do, a user's token may not.
    for path in [WITHDRAW, BALANCE, RESULT, REGISTER, INFO, UPDATE] {
        let answer = bed.post_with(path, &pair.access, &serde_json::json!({})).await;
        assert_eq!(answer["rsp_code"], "O0004", "{path}");
    }
    bed.verify().await;
}

async fn a_code_opens_once_and_its_second_use_ends_everything(bed: Bed) {
    let code = bed.code_for(NARAE, USER, "login").await;
    let form = code_form(NARAE, &code);
    // Whoever has not the client's name and secret, or not the address, uses nothing up.
    assert_eq!(error(&bed.token_with(&code_form(MARU, &code)).await), "3002110");
    let elsewhere = form.replace("/callback", "/callback/");
    assert_eq!(error(&bed.token_with(&elsewhere).await), "3000114");
    let first = Pair::of(&bed.token_with(&form).await);
    let next = Pair::of(&bed.token_with(&refresh_form(NARAE, &first.refresh)).await);
    let other = bed.pair_for(NARAE, USER, "login").await;
    assert_eq!(bed.code_of_me(&next.access, USER).await, "A0000");
    assert_eq!(error(&bed.token_with(&form).await), "3002110");
    for dead in [&first, &next] {
        assert_eq!(bed.code_of_me(&dead.access, USER).await, "O0002");
    }
    assert_eq!(error(&bed.token_with(&refresh_form(NARAE, &next.refresh)).await), "3002110");
    assert_eq!(bed.code_of_me(&other.access, USER).await, "A0000", "another authorization");
    assert_eq!(bed.audited("consent.grant.reused").await, 1);
    bed.verify().await;
}

async fn a_refresh_token_rotates_and_its_second_use_ends_everything(bed: Bed) {
    let first = bed.pair_for(NARAE, USER, "login inquiry transfer").await;
    let second = bed.token_with(&refresh_form(NARAE, &first.refresh)).await;
    assert_eq!(second["scope"], "login inquiry transfer", "all that was authorized");
    let second = Pair::of(&second);
    assert_ne!(second.refresh, first.refresh);
    let narrow = refresh_form(NARAE, &second.refresh) + "&scope=inquiry%20login";
    let third = bed.token_with(&narrow).await;
    assert_eq!(third["scope"], "inquiry login");
    let third = Pair::of(&third);
    assert_eq!(error(&bed.token_with(&refresh_form(MARU, &third.refresh)).await), "3002110");
    for pair in [&first, &second, &third] {
        assert_eq!(bed.code_of_me(&pair.access, USER).await, "A0000");
    }
    // The first one again: somebody has stolen it, or this is the thief.
    assert_eq!(error(&bed.token_with(&refresh_form(NARAE, &first.refresh)).await), "3002110");
    for pair in [&first, &second, &third] {
        assert_eq!(bed.code_of_me(&pair.access, USER).await, "O0002");
    }
    assert_eq!(error(&bed.token_with(&refresh_form(NARAE, &third.refresh)).await), "3002110");
    bed.verify().await;
}

async fn what_is_asked_has_to_fit(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let form = refresh_form(NARAE, &pair.refresh);
    let cases = [
        (form.clone() + "&scope=transfer", "3000115"),
        (form.clone() + "&scope=sa", "3000115"),
        (form.clone() + "&scope=login&scope=login", "3000103"),
        (form.replace(&pair.refresh, "unknown"), "3002110"),
        (form.replace("refresh_token=", "x="), "3000103"),
        (form.replace(&secret(NARAE), "wrong"), "3000201"),
        (code_form(NARAE, "unknown"), "3002110"),
        (code_form(NARAE, "x").replace("code=x", ""), "3000103"),
        (code_form(NARAE, "x").replace("redirect_uri", "uri"), "3000103"),
    ];
    for (form, code) in cases {
        assert_eq!(error(&bed.token_with(&form).await), code, "{form}");
    }
    // Nothing of that has used the token up; and the parameters may all stand in the query.
    let query = bed.post(&format!("/oauth/2.0/token?{form}&scope="), "", "");
    let answer = bed.send(query).await.expect("an answer").1;
    assert_eq!(answer["scope"], "login", "{answer}");
    bed.verify().await;
}

async fn two_secrets_live_side_by_side(bed: Bed) {
    let node = bed.node().clone();
    let (env, hub, id) = (node.env(), node.hub.clone(), client_id(NARAE));
    let second = identity::secret_hash(bed.keys(), &id, "second");
    let third = identity::secret_hash(bed.keys(), &id, "third");
    let of = id.clone();
    let write = move |tx: &mut naru_store::Tx<'_>| {
        identity::add_secret(tx, &env, "staff:test", &of, &second, 60)?;
        Ok(hub.directory_changed(tx)?)
    };
    node.book.write(write).await.expect("added");
    let first = token_form(NARAE, "oob");
    let newer = first.replace(&secret(NARAE), "second");
    for form in [&first, &newer] {
        assert!(bed.token_with(form).await["access_token"].is_string(), "{form}");
    }
    let of = id.clone();
    let write = move |tx: &mut naru_store::Tx<'_>| {
        identity::add_secret(tx, &env, "staff:test", &of, &third, 60)
    };
    let no = node.book.write(write).await.expect_err("two live");
    assert!(no.to_string().contains("identity/two-secrets-live"), "{no}");
    bed.verify().await;
}
