/// Who may use a connection to a host now, and who waits in line: first come, first served.
///
/// Ours rather than `CURLMOPT_MAX_HOST_CONNECTIONS`: libcurl 7.88.1 can leave every transfer in its line with no
/// connection busy, until some timer fires (a hundred requests over eight connections stood still for 10 s).
struct ConnectionSlots<ID: Hashable> {
    private struct Line {
        var busy: Set<ID> = []
        var waiting: [ID] = []
    }

    private let limit: Int
    private var lines: [String: Line] = [:]

    /// - Parameter limit: Connections per host, at least 1.
    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// - Returns: True when it may start now; otherwise a later `leave` of another names it.
    mutating func enter(_ id: ID, host: String) -> Bool {
        guard lines[host, default: Line()].busy.count < limit else {
            lines[host, default: Line()].waiting.append(id)
            return false
        }
        lines[host, default: Line()].busy.insert(id)
        return true
    }

    /// Takes one out, whether it was busy or waiting.
    ///
    /// - Returns: The one that may start instead.
    mutating func leave(_ id: ID, host: String) -> ID? {
        guard var line = lines[host] else { return nil }
        defer { lines[host] = line.busy.isEmpty ? nil : line }
        guard line.busy.remove(id) != nil else {
            line.waiting.removeAll { $0 == id }
            return nil
        }
        guard !line.waiting.isEmpty else { return nil }
        let next = line.waiting.removeFirst()
        line.busy.insert(next)
        return next
    }
}
