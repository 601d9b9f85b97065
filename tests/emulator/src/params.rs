//! Parameters of a query or a form.

use url::form_urlencoded;

/// Decoded parameters in their order.
#[derive(Debug)]
pub(crate) struct Params(Vec<(String, String)>);

/// A parameter that came more than once, which RFC 6749 sections 3.1 and 3.2 forbid.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Repeated;

impl Params {
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The value of a parameter. An empty value counts as absent (RFC 6749 section 3.1).
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, Repeated> {
        let mut values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let first = values.next();
        if values.next().is_some() { Err(Repeated) } else { Ok(first.filter(|value| !value.is_empty())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_and_empty_parameters_are_told_apart() {
        let params = Params::parse(b"a=1&b=&c=x&c=x&d=%26%3D+y");
        assert_eq!(params.one("a"), Ok(Some("1")));
        assert_eq!(params.one("b"), Ok(None));
        assert_eq!(params.one("c"), Err(Repeated));
        assert_eq!(params.one("d"), Ok(Some("&= y")));
        assert_eq!(params.one("e"), Ok(None));
    }
}
