/// What `getWebhookInfo` says, as far as it is needed.
package struct WebhookInfo: Decodable, Hashable, Sendable {
    /// Empty: none is set.
    package var url: String

    /// The host of the address: the rest may hold a secret.
    package var host: String {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let authority = rest.prefix { !"/?#\\".contains($0) }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        return String(host.prefix(100))
    }
}

extension TelegramClient {
    package func webhookInfo() async throws -> WebhookInfo {
        try await call("getWebhookInfo")
    }
}
