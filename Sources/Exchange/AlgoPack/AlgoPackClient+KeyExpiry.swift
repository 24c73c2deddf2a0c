package import Market

extension AlgoPackClient {
    /// When the configured gateway key expires; nil without a key or where the key does not tell.
    package var keyExpiry: Timestamp? {
        options.iss.apiKey.flatMap(APIKey.expiry)
    }
}
