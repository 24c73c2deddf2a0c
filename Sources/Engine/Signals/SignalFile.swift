import Market
package import Platform
package import Store

/// Signals as lines of JSON, where the store cannot be written or where there is none; the seed's keys.
package struct SignalFile: Hashable, Sendable {
    /// Above it the older half goes: a few hundred thousand signals.
    static let largest = 32 << 20

    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    func add(_ signals: [EngineSignal]) throws(FileError) {
        guard !signals.isEmpty else { return }
        try FileBytes.append(path, Array(signals.map { "\($0.line.text)\n" }.joined().utf8))
    }

    /// Those that are there, oldest first; a line that is none, such as a torn last one, is left out.
    package func read() throws(FileError) -> [EngineSignal] {
        guard FileBytes.exists(path) else { return [] }
        return try lines().compactMap { EngineSignal(line: $0) }
    }

    func remove() throws(FileError) {
        if FileBytes.exists(path) { try FileBytes.remove(path) }
    }

    /// Keeps it within its bound.
    func prune() throws(FileError) {
        guard FileBytes.exists(path), try FileReader(path).byteCount > Self.largest else { return }
        let lines = try lines()
        try FileBytes.replace(path, Array(lines.suffix(lines.count / 2).map { "\($0)\n" }.joined().utf8))
    }

    private func lines() throws(FileError) -> [Substring] {
        try FileBytes.readText(path, limit: 2 * Self.largest).split(separator: "\n")
    }
}

extension EngineSignal {
    /// As it is shown, with its instant to the nanosecond besides.
    var line: JSON { json.setting("ns", to: .int(at.nanoseconds)) }

    fileprivate init?(line: Substring) {
        // A line that is none of ours says so by its lack of keys.
        guard let json = try? JSON.parse(Array(line.utf8)), let nanoseconds = json["ns"]?.int,
            let instrument = json["figi"]?.string, let lots = json["lots"]?.double,
            let strategy = json["strategy"]?.string
        else { return nil }
        self.init(
            at: Timestamp(nanoseconds: nanoseconds),
            instrument: instrument,
            strategy: strategy,
            lots: lots,
            confidence: json["confidence"]?.double,
            mid: json["price"]?.string.flatMap { Price($0) }
        )
    }
}
