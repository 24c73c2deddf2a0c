package import Market
package import Platform

/// What a gateway key says of itself.
package enum APIKey {
    /// When the key expires, read from the `exp` claim of its JWT (RFC 7519 §4.1.4); nothing is verified or sent.
    ///
    /// Nil for a key that is no JWT or has no such claim.
    package static func expiry(of key: Secret<String>) -> Timestamp? {
        let parts = key.reveal().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        guard let claims = Base64.urlSafe.decode(String(parts[1]), padding: .optional),
            // A key that is no JWT is not a mistake: it just does not tell its expiry.
            let seconds = try? JSON.parse(claims)["exp"]?.double,
            (0...7_000_000_000).contains(seconds)
        else { return nil }
        return Timestamp(seconds: Int64(seconds))
    }
}
