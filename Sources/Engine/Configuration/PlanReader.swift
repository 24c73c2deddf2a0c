import Platform

/// Reads a section of a configuration file by key, and remembers what was asked for, so that anything else is an unknown key.
///
/// Reading goes on after a mistake; all of them are told at once.
struct PlanReader {
    let file: String
    private(set) var problems: [ConfigurationError.Problem] = []

    init(file: String) {
        self.file = file
    }

    mutating func report(_ key: String, at position: ConfigNode.Position, _ detail: String) {
        problems.append(.init(location: "\(file):\(position.line)", key: key, detail: detail))
    }

    /// A section of the product's configuration within this file; nil, and its problems, where it is wrong.
    ///
    /// The environment has no say: the same file gives the same run everywhere.
    mutating func section<Section: ConfigurationSection>(_ node: ConfigNode, at path: String) -> Section? {
        do throws(ConfigurationError) {
            var sources = ConfigurationSources()
            try sources.addSection(node, at: path, name: file)
            var reader = ConfigurationReader(sources) { $0 }
            let section = Section(from: &reader)
            try reader.finish()
            return section
        } catch {
            problems += error.problems
            return nil
        }
    }

    /// The entries of a section; nil, and a problem, where it is none.
    mutating func entries(_ node: ConfigNode, _ key: String) -> [ConfigNode.Entry]? {
        if case .mapping(let entries) = node.content { return entries }
        report(key, at: node.position, "must be a section with keys below it")
        return nil
    }

    /// Reports the keys of a section that are none.
    mutating func refuse(_ node: ConfigNode, _ path: String, allowing known: [String]) {
        guard let entries = entries(node, path) else { return }
        for entry in entries where !known.contains(entry.key) {
            let key = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            let hint = nearest(to: entry.key, among: known).map { ", perhaps '\($0)'" } ?? ""
            report(key, at: entry.position, "unknown key\(hint); allowed: \(known.joined(separator: ", "))")
        }
    }

    mutating func text(_ node: ConfigNode, _ path: String) -> String? {
        guard let value = node[last(path)] else { return nil }
        if case .scalar(let text) = value.content { return text }
        report(path, at: value.position, "takes one value")
        return nil
    }

    /// A value made from text; the default where the key is absent, and also after a mistake, which is then on record.
    mutating func value<Value>(
        _ node: ConfigNode,
        _ path: String,
        default fallback: Value,
        allowed: String,
        _ make: (String) -> Value?
    ) -> Value {
        optional(node, path, allowed: allowed, make) ?? fallback
    }

    /// The same without a default: nil where the key is absent, and after a mistake.
    mutating func optional<Value>(
        _ node: ConfigNode,
        _ path: String,
        allowed: String,
        _ make: (String) -> Value?
    ) -> Value? {
        guard let text = text(node, path) else { return nil }
        if let value = make(text) { return value }
        report(
            path,
            at: node[last(path)]?.position ?? node.position,
            "cannot be '\(text.bounded(to: 100))'; allowed: \(allowed)"
        )
        return nil
    }

    mutating func integer(_ node: ConfigNode, _ path: String, default fallback: Int, in range: ClosedRange<Int>) -> Int
    {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return value(node, path, default: fallback, allowed: allowed) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    mutating func number(
        _ node: ConfigNode,
        _ path: String,
        default fallback: Double,
        in range: ClosedRange<Double>
    ) -> Double {
        let allowed = "a number from \(range.lowerBound) to \(range.upperBound)"
        return value(node, path, default: fallback, allowed: allowed) { text in
            Double(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func finish() throws(ConfigurationError) {
        guard problems.isEmpty else { throw ConfigurationError(problems) }
    }

    private func last(_ path: String) -> String {
        path.split(separator: ".").last.map(String.init) ?? path
    }
}
