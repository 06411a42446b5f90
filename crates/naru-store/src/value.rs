//! The values that cross into SQL: integers, text, bytes and null. Nothing else, so that one SQL
//! text means the same on both engines.

use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Id, Micros, UserSeqNo, Won};

/// One parameter of a statement.
#[derive(Clone, Copy, Debug)]
pub enum Val<'a> {
    /// SQL NULL.
    Null,
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(&'a str),
    /// A BLOB or BYTEA.
    Bytes(&'a [u8]),
}

/// What can be a parameter.
pub trait ToVal {
    /// The parameter.
    fn to_val(&self) -> Val<'_>;
}

macro_rules! to_val {
    ($($ty:ty: |$it:ident| $val:expr;)*) => {
        $(impl ToVal for $ty {
            fn to_val(&self) -> Val<'_> { let $it = self; $val }
        })*
    };
}

to_val! {
    i64: |it| Val::Int(*it);
    i32: |it| Val::Int(i64::from(*it));
    u32: |it| Val::Int(i64::from(*it));
    bool: |it| Val::Int(i64::from(*it));
    str: |it| Val::Text(it);
    String: |it| Val::Text(it);
    Box<str>: |it| Val::Text(it);
    [u8]: |it| Val::Bytes(it);
    Vec<u8>: |it| Val::Bytes(it);
    Won: |it| Val::Int(it.get());
    Micros: |it| Val::Int(it.get());
    BusinessDate: |it| Val::Int(it.yyyymmdd());
    ClientUseCode: |it| Val::Text(it.as_str());
    BankTranId: |it| Val::Text(it.as_str());
    BankCode: |it| Val::Text(it.as_str());
    UserSeqNo: |it| Val::Text(it.as_str());
}

impl<const N: usize> ToVal for [u8; N] {
    fn to_val(&self) -> Val<'_> {
        Val::Bytes(self)
    }
}

impl<T: ToVal + ?Sized> ToVal for &T {
    fn to_val(&self) -> Val<'_> {
        (**self).to_val()
    }
}

impl<T: ToVal> ToVal for Option<T> {
    fn to_val(&self) -> Val<'_> {
        self.as_ref().map_or(Val::Null, ToVal::to_val)
    }
}

/// The parameters of a statement: `args![date, id, amount]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::ToVal::to_val(&$value)),*] };
}

/// What can be read from a column. `None` means the stored value is not of this type, which is
/// corruption, not absence: read an absent value as `Option`.
pub trait FromVal: Sized {
    /// From the column's value.
    fn from_val(val: Val<'_>) -> Option<Self>;
}

impl FromVal for i64 {
    fn from_val(val: Val<'_>) -> Option<Self> {
        if let Val::Int(it) = val { Some(it) } else { None }
    }
}
impl FromVal for String {
    fn from_val(val: Val<'_>) -> Option<Self> {
        if let Val::Text(it) = val { Some(it.to_owned()) } else { None }
    }
}
impl FromVal for Vec<u8> {
    fn from_val(val: Val<'_>) -> Option<Self> {
        if let Val::Bytes(it) = val { Some(it.to_vec()) } else { None }
    }
}
impl<const N: usize> FromVal for [u8; N] {
    fn from_val(val: Val<'_>) -> Option<Self> {
        if let Val::Bytes(it) = val { it.try_into().ok() } else { None }
    }
}
impl<T: FromVal> FromVal for Option<T> {
    fn from_val(val: Val<'_>) -> Option<Self> {
        if let Val::Null = val { Some(None) } else { T::from_val(val).map(Some) }
    }
}

macro_rules! from_val {
    ($($ty:ty: $base:ty, |$it:ident| $out:expr;)*) => {
        $(impl FromVal for $ty {
            fn from_val(val: Val<'_>) -> Option<Self> {
                let $it = <$base>::from_val(val)?;
                $out
            }
        })*
    };
}

from_val! {
    bool: i64, |it| match it { 0 => Some(false), 1 => Some(true), _ => None };
    u32: i64, |it| u32::try_from(it).ok();
    Won: i64, |it| Some(Won::new(it));
    Micros: i64, |it| Some(Micros::new(it));
    BusinessDate: i64, |it| BusinessDate::from_yyyymmdd(it);
    ClientUseCode: String, |it| ClientUseCode::parse(&it).ok();
    BankTranId: String, |it| BankTranId::parse(&it).ok();
    BankCode: String, |it| BankCode::parse(&it).ok();
    UserSeqNo: String, |it| UserSeqNo::parse(&it).ok();
    Id: String, |it| Id::parse(&it).ok();
}
