import Platform

/// Rows to train on, one JSON object a line: `figi`, `features`, `label`, and `ts` where times are known.
package struct TrainingLines: Sendable {
    package let rows: [TrainingSet.Row]
    package let names: [String]
    /// Whether the lines have times; otherwise a row's time is its number.
    package let hasTimes: Bool

    /// - Parameters:
    ///   - horizon: How far a label looks ahead; a number of rows is one of the same `figi`.
    ///   - name: The file's, for errors.
    /// - Throws: ``TrainingError`` that begins with file and line.
    package init(_ bytes: [UInt8], named name: String, horizon: TrainingSpan) throws(TrainingError) {
        var reader = LineReader()
        var number = 0
        var start = 0
        while start < bytes.count {
            number += 1
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let line = bytes[start..<end]
            start = end + 1
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            do throws(TrainingError) {
                try reader.add(Array(line))
            } catch {
                throw TrainingError(error.kind, "\(name):\(number): \(error.detail)")
            }
        }
        guard !reader.rows.isEmpty else { throw TrainingError(.data, "\(name): has no rows; a line is \(Self.form)") }
        guard reader.hasTimes || horizon.isRows else {
            throw TrainingError(.data, "\(name): has no 'ts': the horizon must be a number of rows, not \(horizon)")
        }
        hasTimes = reader.hasTimes
        names = (0..<reader.rows[0].features.count).map { "f\($0)" }
        rows = reader.rows(lookingAhead: horizon)
    }

    static let form = #"{"figi": "…", "features": [0.1, -2], "label": 1}"#
}

extension TrainingSpan {
    package var isRows: Bool { if case .rows = self { true } else { false } }
}

/// Checks line after line against the first.
private struct LineReader {
    var rows: [TrainingSet.Row] = []
    var hasTimes = false
    private var instruments: [String: Int] = [:]

    mutating func add(_ line: [UInt8]) throws(TrainingError) {
        let json: JSON
        do throws(JSONError) { json = try JSON.parse(line) } catch {
            throw refusal(
                "no whole JSON object (column \(error.place.column): \(error.detail)); a line is \(TrainingLines.form)"
            )
        }
        guard json.members != nil else { throw refusal("no object; a line is \(TrainingLines.form)") }
        guard let figi = json["figi"]?.string, !figi.isEmpty else { throw refusal("figi: a text is needed") }
        guard let list = json["features"]?.array, !list.isEmpty else {
            throw refusal("features: a list of numbers is needed")
        }
        var features: [Double] = []
        features.reserveCapacity(list.count)
        for (place, item) in list.enumerated() {
            guard let value = item.double, value.isFinite else { throw refusal("features[\(place)] is not a number") }
            features.append(value)
        }
        if let first = rows.first, first.features.count != features.count {
            throw refusal("has \(features.count) features, the first line \(first.features.count)")
        }
        guard (rows.count + 1) * features.count <= TrainingSet.mostValues else {
            throw TrainingError(
                .tooLarge,
                "more than \(TrainingSet.mostValues) numbers together; leave out rows or features"
            )
        }
        guard let label = json["label"]?.int, (-1...1).contains(label) else {
            throw refusal("label: -1, 0 or 1 is needed (down, flat, up; or 0 and 1)")
        }
        let time = try time(json["ts"])
        let instrument = instruments[figi] ?? instruments.count
        instruments[figi] = instrument
        rows.append(
            TrainingSet.Row(instrument: instrument, features: features, label: Int(label), start: time, end: time)
        )
    }

    private mutating func time(_ json: JSON?) throws(TrainingError) -> Int64 {
        if rows.isEmpty { hasTimes = json != nil }
        guard hasTimes == (json != nil) else {
            throw refusal("ts: all lines have it, or none; the first \(hasTimes ? "has" : "has not")")
        }
        guard let json else { return Int64(rows.count) }
        guard let time = json.int else { throw refusal("ts: whole nanoseconds since 1970 are needed") }
        return time
    }

    /// The rows with the ends of their labels.
    func rows(lookingAhead horizon: TrainingSpan) -> [TrainingSet.Row] {
        var rows = rows.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
        switch horizon {
        case .time(let length):
            for index in rows.indices { rows[index].end = rows[index].start &+ length }
        case .rows(let count):
            var places: [Int: [Int]] = [:]
            for (index, row) in rows.enumerated() { places[row.instrument, default: []].append(index) }
            let last = rows.last?.start ?? 0
            for list in places.values {
                for (order, index) in list.enumerated() {
                    rows[index].end = order + count < list.count ? rows[list[order + count]].start : last
                }
            }
        }
        return rows
    }

    private func refusal(_ detail: String) -> TrainingError { TrainingError(.data, detail) }
}
