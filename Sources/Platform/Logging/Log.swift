import Glibc
package import Market

/// Structured logging: a constant message, values as metadata.
///
/// One line per event in logfmt: `time=… level=… component=… event="…" key=value`. Values are stripped of control
/// characters and of secrets (``Redaction``), because upstream text reaches them, and cut at 4 kB. They are made only for
/// a line that is written.
package struct Log: Sendable {
    package enum Level: Int, Comparable, CaseIterable, Sendable {
        case trace, debug, info, warning, error, critical

        package init?(_ name: String) {
            guard let level = Level.allCases.first(where: { "\($0)" == name.lowercased() }) else { return nil }
            self = level
        }

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Where finished lines go.
    package protocol Sink: Sendable {
        func write(_ line: String, level: Level)
    }

    private let component: String
    private let threshold: Level
    private let clock: any MarketClock
    private let sink: any Sink

    package init(
        component: String,
        threshold: Level = .info,
        clock: any MarketClock,
        sink: any Sink = StandardError()
    ) {
        self.component = component
        self.threshold = threshold
        self.clock = clock
        self.sink = sink
    }

    /// The same log under another component name.
    package func named(_ component: String) -> Log {
        Log(component: component, threshold: threshold, clock: clock, sink: sink)
    }

    package func trace(_ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:]) {
        write(.trace, message, values())
    }

    package func debug(_ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:]) {
        write(.debug, message, values())
    }

    package func info(_ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:]) {
        write(.info, message, values())
    }

    package func warning(_ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:]) {
        write(.warning, message, values())
    }

    package func error(_ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:]) {
        write(.error, message, values())
    }

    package func critical(_ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:]) {
        write(.critical, message, values())
    }

    /// For an event whose level follows from its subject.
    package func write(
        _ level: Level,
        _ message: StaticString,
        _ values: @autoclosure () -> KeyValuePairs<String, String> = [:]
    ) {
        guard level >= threshold else { return }
        var line = "time=\(RFC3339.text(clock.now)) level=\(level) component=\(component)"
        line += " event=\(quoted("\(message)"))"
        for (key, value) in values() {
            line += " \(key)=\(quoted(Self.shown(value)))"
        }
        sink.write(line, level: level)
    }

    private static func shown(_ value: String) -> String {
        let text = Redaction.text(value)
        return text.utf8.count > longest ? Redaction.text(value, limit: longest) : text
    }

    /// Unit: bytes.
    private static let longest = 4_096

    private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.shown == scalar && scalar != "=" && scalar != "\"" && scalar != "\\"
    }

    private func quoted(_ value: String) -> String {
        guard value.isEmpty || !value.unicodeScalars.allSatisfy(isPlain) else { return value }
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            // Bidirectional controls can make a log line read as something else.
            default: if let shown = scalar.shown { text.unicodeScalars.append(shown) }
            }
        }
        return text + "\""
    }
}

/// Writes each line to standard error with one system call, so that lines of several threads never mix.
package struct StandardError: Log.Sink {
    package init() {}

    package func write(_ line: String, level: Log.Level) {
        let bytes = Array((line + "\n").utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
