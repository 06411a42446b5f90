//! What users agree to: tokens for users, who they are, their accounts, and the ends of all that.

mod accounts;
mod expiry;
mod oauth;
pub mod pages;
mod people;
mod register;
mod users;

/// Runs each named test (`async fn(Bed)`) of a module on SQLite and on PostgreSQL.
macro_rules! both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(super::Bed::new().await).await; })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                if let Some(bed) = super::Bed::postgres(super::With::default()).await {
                    super::$name(bed).await;
                }
            })*
        }
    };
}
pub(super) use both;
