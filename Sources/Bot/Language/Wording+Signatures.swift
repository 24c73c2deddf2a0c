extension Wording {
    /// Who signed, without the number: `Иван (42)` is Иван, `42 Иван` of the audit trail is Иван too, `cli anna` is
    /// whoever sat at the server's terminal.
    func name(of signature: String) -> String {
        if let user = terminalUser(signature) { return text(CommonPhrase.atTerminal, ["user": user]) }
        let name = signature.signatureName
        guard name == signature else { return name }
        let words = signature.split(separator: " ", maxSplits: 1).map(String.init)
        switch words.first {
        case "cli" where words.count == 1: return text(CommonPhrase.terminal)
        case "bot" where words.count == 1: return text(CommonPhrase.theBot)
        case let first? where words.count == 2 && Int64(first) != nil: return words[1]
        default: return signature
        }
    }

    /// The same as a line has room for it: `Константин Иванов (42)` becomes `Константин`.
    func shortName(of signature: String) -> String {
        guard let user = terminalUser(signature) else { return name(of: signature).shortName }
        return text(CommonPhrase.atTerminal, ["user": user.shortName])
    }

    /// Nobody in the chat can sign like that: a person's signature ends with the number.
    private func terminalUser(_ signature: String) -> String? {
        guard signature.hasPrefix("cli "), signature.signatureName == signature else { return nil }
        return String(signature.dropFirst(4))
    }
}
