//! Resolves names to public addresses only. It is what the connection itself is made with, so that a name can't show
//! one address to a check and another to the connection.

use std::io;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

use crate::address::is_public;

/// The system's resolver, without the addresses that are not public.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PublicResolver;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = lookup_host((name.as_str(), 0)).await?.collect();
            let public: Vec<SocketAddr> = found.into_iter().filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "no public address").into());
            }
            let addresses: Addrs = Box::new(public.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn this_machine_is_not_public_under_any_name() {
        let name = "localhost".parse().unwrap();
        let Err(error) = PublicResolver.resolve(name).await else { panic!("localhost must not resolve") };
        assert!(error.to_string().contains("no public address"), "{error}");
    }
}
