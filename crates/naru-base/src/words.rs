//! Enums of words that are kept as text: the variants, their form in the store and on the wire, in
//! one place. **Must never know** any of the words.

/// Makes enums whose variants have a text: `ALL`, `as_str`, `parse`, `Display`.
///
/// ```
/// naru_base::words! {
///     /// A size.
///     Size {
///         /// Not large.
///         Small "small",
///         /// Not small.
///         Large "large",
///     }
/// }
/// assert_eq!(Size::parse("large"), Some(Size::Large));
/// assert_eq!(Size::ALL.map(|it| it.to_string()), ["small", "large"]);
/// ```
#[macro_export]
macro_rules! words {
    ($(
        $(#[$doc:meta])* $name:ident {
            $( $(#[$vdoc:meta])* $variant:ident $text:literal, )*
        }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $name { $( $(#[$vdoc])* $variant, )* }

            impl $name {
                /// Every one, in order.
                pub const ALL: [$name; [$($text),*].len()] = [$($name::$variant),*];

                /// The form in the store and on the wire.
                pub const fn as_str(self) -> &'static str {
                    match self { $( $name::$variant => $text, )* }
                }

                /// Reads the form of `as_str`.
                pub fn parse(text: &str) -> Option<$name> {
                    $name::ALL.into_iter().find(|it| it.as_str() == text)
                }
            }

            impl ::std::fmt::Display for $name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }
        )*
    };
}
