package import Platform

/// Who may call the embedded broker, and with how much money the account begins.
package struct BrokerAccess: Sendable {
    enum Rights: Hashable, Sendable {
        case full, readOnly
    }

    /// Default `t.sandbox`.
    package var token = Secret("t.sandbox")
    /// A token that may look and not act.
    ///
    /// Default `t.readonly`.
    package var readOnlyToken = Secret("t.readonly")
    /// Roubles on the account `2000000001` at the start.
    ///
    /// Default a million.
    package var money: Int64 = 1_000_000

    package init() {}

    /// nil for a token that is missing or unknown.
    func rights(of request: WebRequest) -> Rights? {
        guard let header = request.header("Authorization"), header.lowercased().hasPrefix("bearer ") else { return nil }
        return rights(ofToken: String(header.dropFirst(7)))
    }

    func rights(ofToken text: String) -> Rights? {
        switch text {
        case token.reveal(): .full
        case readOnlyToken.reveal(): .readOnly
        default: nil
        }
    }
}
