/// Declares and reads keys in one step, so that a key is written down once, with everything that is known of it.
///
/// Reading goes on after a mistake; ``finish()`` reports all of them. The typed methods are in
/// `ConfigurationReader+Values.swift`.
package struct ConfigurationReader {
    /// A value as `mayak status` shows it.
    package struct Shown: Hashable, Sendable {
        package let declaration: SettingDeclaration
        /// `‹secret›` for secrets; nil when the key has no value.
        package let text: String?
        package let origin: SettingOrigin
    }

    private let sources: ConfigurationSources
    private let decrypt: (String) throws -> String
    private(set) package var shown: [Shown] = []
    private var problems: [ConfigurationError.Problem] = []
    /// Paths and names of keys that are no more.
    private var retired: Set<String> = []

    /// - Parameter decrypt: Turns the token of an `enc:` value into its plain text.
    package init(_ sources: ConfigurationSources, decrypt: @escaping (String) throws -> String) {
        self.sources = sources
        self.decrypt = decrypt
    }

    /// Every key asked for so far, in order.
    package var declarations: [SettingDeclaration] { shown.map(\.declaration) }

    /// Records a mistake that only several keys together show.
    package mutating func report(_ path: String, _ detail: String) {
        let origin = shown.first { $0.declaration.path == path }?.origin ?? .defaultValue
        problems.append(.init(location: "\(origin)", key: path, detail: detail))
    }

    /// Refuses a key that earlier versions had, wherever it is given, with what to do about it.
    package mutating func refuseRetired(_ path: String, _ name: String, _ advice: String) {
        retired.formUnion([path, name])
        guard let raw = sources.raw(path: path, environmentName: name) else { return }
        problem(raw, "is no key any more: \(advice)")
    }

    /// Declares a key and reads its value; nil when it has none, or a wrong one, which is then on record.
    mutating func read<Value>(_ declaration: SettingDeclaration, _ parse: ([String]) -> Value?) -> Value? {
        precondition(
            !shown.contains {
                $0.declaration.path == declaration.path || $0.declaration.environmentName == declaration.environmentName
            },
            "\(declaration.path) is declared twice"
        )
        guard let raw = sources.raw(path: declaration.path, environmentName: declaration.environmentName) else {
            shown.append(Shown(declaration: declaration, text: declaration.defaultText, origin: .defaultValue))
            guard let text = declaration.defaultText else { return nil }
            let value = parse([text])
            precondition(value != nil, "the default of \(declaration.path) is not \(declaration.allowed)")
            return value
        }
        let displayed = raw.texts.joined(separator: ",")
        let isHidden = declaration.isSecret || displayed.contains("enc:")
        shown.append(
            Shown(
                declaration: declaration,
                text: isHidden ? Redaction.mark : Redaction.text(displayed),
                origin: raw.origin
            )
        )
        do {
            let texts = try raw.texts.map { $0.hasPrefix("enc:") ? try decrypted($0) : $0 }
            Self.register(texts, isSecret: declaration.isSecret)
            if let value = parse(texts) { return value }
            // A wrong address may hold a user name and a password.
            let displayed = Redaction.text(displayed)
            let written = isHidden ? "what is written there" : "'\(displayed.bounded(to: TextLimit.name))'"
            problem(
                raw,
                "cannot be \(written); allowed: \(declaration.allowed)" + (declaration.unit.map { ", in \($0)" } ?? "")
            )
        } catch {
            problem(raw, "\(error)")
        }
        return nil
    }

    /// Makes sure that the secrets are never shown, wrong ones too.
    private static func register(_ texts: [String], isSecret: Bool) {
        let registry = SecretRegistry.shared
        for text in texts {
            if isSecret {
                registry.add(token: text)
                if text.contains("://") { registry.add(url: text) }
            } else if let scheme = text.firstRange(of: "://") {
                // Refused, but only after it has been read.
                let authority = text[scheme.upperBound...].prefix { !"/?#".contains($0) }
                if let at = authority.lastIndex(of: "@") { registry.add(userInfo: authority[..<at]) }
            }
        }
    }

    /// Reports every mistake and every key of the files that was never asked for.
    ///
    /// - Throws: ``ConfigurationError``.
    package func finish() throws(ConfigurationError) {
        let unknown = unknownKeys()
        guard problems.isEmpty, unknown.isEmpty else { throw ConfigurationError(unknown + problems) }
    }

    /// The first of them in full: looking for a similar name takes time, and a wrong file holds thousands.
    private func unknownKeys() -> [ConfigurationError.Problem] {
        var unknown: [ConfigurationError.Problem] = []
        let paths = Set(declarations.map(\.path))
        let names = Set(declarations.map(\.environmentName))
        for raw in sources.written
        where !(raw.naming == .path ? paths : names).contains(raw.key) && !retired.contains(raw.key) {
            guard unknown.count < Self.mostUnknown else {
                unknown.append(.init(location: raw.location, key: "", detail: "further unknown keys from here on"))
                break
            }
            if let problem = problem(withUnknown: raw) { unknown.append(problem) }
        }
        return unknown
    }

    private static let mostUnknown = 20

    private func problem(withUnknown raw: ConfigurationSources.Raw) -> ConfigurationError.Problem? {
        let known = declarations.map { raw.naming == .path ? $0.path : $0.environmentName }
        // What is written below a secret's name may be the secret.
        if let secret = declarations.first(where: { $0.isSecret && raw.key.hasPrefix($0.path + ".") }) {
            return .init(location: raw.location, key: secret.path, detail: "takes a value, not a section")
        }
        if HTTPProxies.names.contains(raw.key) {
            return .init(location: raw.location, key: raw.key, detail: "belongs into the environment of the process")
        }
        let isSection = raw.naming == .path && known.contains { $0.hasPrefix(raw.key + ".") }
        if isSection && raw.texts.isEmpty { return nil }
        // 'delay' means 'monitor.delay': the last word of a path alone is near enough.
        let isBare = raw.naming == .path && !raw.key.contains(".")
        let words = known.map { isBare ? String($0.split(separator: ".").last ?? "") : $0 }
        let word = nearest(to: raw.key, among: words)
        let hint = zip(words, known).first { $0.0 == word }.map { "; did you mean '\($0.1)'?" } ?? ""
        let detail = isSection ? "is a section; write its keys below it" : "unknown key\(hint)"
        return .init(location: raw.location, key: raw.key.bounded(to: TextLimit.name), detail: detail)
    }

    private mutating func problem(_ raw: ConfigurationSources.Raw, _ detail: String) {
        problems.append(.init(location: raw.location, key: raw.key, detail: detail))
    }

    private func decrypted(_ text: String) throws -> String {
        var plain = try decrypt(String(text.dropFirst(4)))
        // 'echo secret | mayak encrypt' encrypts the line end as well; no setting ends in one.
        while plain.last?.isNewline == true { plain.removeLast() }
        return plain
    }
}
