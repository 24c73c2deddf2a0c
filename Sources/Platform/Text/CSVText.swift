/// A table in text form (RFC 4180) being written: commas, LF, quotes only where a field needs them.
package struct CSVText: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var isFirst = true

    package init() {}

    package mutating func row(_ fields: [String]) {
        for field in fields { self.field(field) }
        endRow()
    }

    package mutating func field(_ text: String) {
        separate()
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
            bytes += text.utf8
            return
        }
        bytes += "\"\(text.replacing("\"", with: "\"\""))\"".utf8
    }

    /// The shortest text that reads back as the same number; an empty field where it is not finite.
    package mutating func number(_ value: Double) {
        separate()
        if value.isFinite { bytes += value.description.utf8 }
    }

    /// What a field says whose content, without the quotes around it, has two quotes for each of its own.
    package static func unquoted(_ content: ArraySlice<UInt8>) -> String {
        String(decoding: content, as: UTF8.self).replacing("\"\"", with: "\"")
    }

    package mutating func endRow() {
        bytes.append(0x0A)
        isFirst = true
    }

    private mutating func separate() {
        if !isFirst { bytes.append(0x2C) }
        isFirst = false
    }
}
